import type { AssetDetailsQuery } from '../../api/generated/graphql';
import { graphql } from '../../api/graphql';
import '../../media/asset-fragment';

/** All of a file that its page shows. */
export const ASSET_DETAILS = graphql(`
  query AssetDetails($id: ID!) {
    asset(id: $id) {
      ...AssetCard
      caption
      sha256
      pages
      failure
      uploadedBy
      updatedAt
      usages(first: 20) {
        nodes {
          type
          documentId
          field
        }
        totalCount
      }
    }
  }
`);

export const UPDATE_ASSET = graphql(`
  mutation UpdateAsset($input: UpdateAssetInput!) {
    updateAsset(input: $input) {
      asset {
        ...AssetCard
        caption
        updatedAt
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export type AssetDetails = NonNullable<AssetDetailsQuery['asset']>;
