import { graphql } from '../../api/graphql';

export const SESSIONS = graphql(`
  query Sessions {
    viewer {
      secondFactor
      sessions {
        sessionId
        createdAt
        lastSeenAt
        address
        userAgent
        current
      }
    }
  }
`);

export const END_SESSION = graphql(`
  mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) {
      sessionId
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const SIGN_OUT_EVERYWHERE = graphql(`
  mutation SignOutEverywhere {
    signOut(input: { everywhere: true }) {
      signedOut
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHANGE_PASSWORD = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
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

export const START_FACTOR = graphql(`
  mutation StartSecondFactor($input: StartSecondFactorInput!) {
    startSecondFactor(input: $input) {
      secret
      url
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CONFIRM_FACTOR = graphql(`
  mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {
    confirmSecondFactor(input: $input) {
      recoveryCodes
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const REMOVE_FACTOR = graphql(`
  mutation RemoveSecondFactor($input: RemoveSecondFactorInput!) {
    removeSecondFactor(input: $input) {
      __typename
      userErrors {
        code
        message
        path
      }
    }
  }
`);
