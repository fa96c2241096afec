import { graphql } from '../../api/graphql';

export const USER_FRAGMENT = graphql(`
  fragment UserFacts on User {
    id
    name
    email
    state
    createdAt
    roles {
      locales
      role {
        roleId
        name
        builtIn
        grants {
          ownLocales
        }
      }
    }
  }
`);

export const USERS = graphql(`
  query Users($after: String, $search: String, $state: UserState) {
    users(first: 50, after: $after, search: $search, state: $state) {
      totalCount
      nodes {
        ...UserFacts
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

/** The roles that can be given, and the languages of those that are limited to some. */
export const ROLE_CHOICES = graphql(`
  query RoleChoices {
    roles {
      roleId
      name
      description
      builtIn
      grants {
        ownLocales
      }
    }
    contentLocales {
      tag
    }
  }
`);

export const INVITE = graphql(`
  mutation InviteUser($input: InviteUserInput!) {
    inviteUser(input: $input) {
      user {
        ...UserFacts
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const RESEND = graphql(`
  mutation ResendInvitation($input: ResendInvitationInput!) {
    resendInvitation(input: $input) {
      user {
        id
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const SET_ROLES = graphql(`
  mutation SetUserRoles($input: SetUserRolesInput!) {
    setUserRoles(input: $input) {
      roles {
        roleId
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const DISABLE = graphql(`
  mutation DisableUser($input: DisableUserInput!) {
    disableUser(input: $input) {
      user {
        ...UserFacts
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const ENABLE = graphql(`
  mutation EnableUser($input: EnableUserInput!) {
    enableUser(input: $input) {
      user {
        ...UserFacts
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const DELETE_USER = graphql(`
  mutation DeleteUser($input: DeleteUserInput!) {
    deleteUser(input: $input) {
      userId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
