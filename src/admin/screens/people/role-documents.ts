import { graphql } from '../../api/graphql';

export const ROLE_FRAGMENT = graphql(`
  fragment RoleFacts on Role {
    roleId
    name
    description
    builtIn
    permissions
    updatedAt
    grants {
      right
      types
      own
      live
      fields
      locales
      ownLocales
    }
  }
`);

export const ROLES = graphql(`
  query Roles {
    roles {
      ...RoleFacts
    }
  }
`);

export const CREATE_ROLE = graphql(`
  mutation CreateRole($input: CreateRoleInput!) {
    createRole(input: $input) {
      role {
        ...RoleFacts
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const UPDATE_ROLE = graphql(`
  mutation UpdateRole($input: UpdateRoleInput!) {
    updateRole(input: $input) {
      role {
        ...RoleFacts
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const DELETE_ROLE = graphql(`
  mutation DeleteRole($input: DeleteRoleInput!) {
    deleteRole(input: $input) {
      roleId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
