import { graphql } from '../../api/graphql';

export const TOKENS = graphql(`
  query ApiTokens {
    apiTokens {
      tokenId
      name
      prefix
      permissions
      createdAt
      createdBy
      expiresAt
      lastUsedAt
      grants {
        right
      }
    }
  }
`);

export const CREATE_TOKEN = graphql(`
  mutation CreateApiToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) {
      token
      apiToken {
        tokenId
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const REVOKE_TOKEN = graphql(`
  mutation RevokeApiToken($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) {
      tokenId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
