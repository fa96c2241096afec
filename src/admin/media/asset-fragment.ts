import { graphql } from '../api/graphql';
import type { AssetCardFragment } from '../api/generated/graphql';

/** A file of the library, as far as a tile of it goes. */
export type AssetCard = AssetCardFragment;

/** The kinds of files, in the order in which they are offered. */
export const ASSET_KINDS = ['IMAGE', 'VIDEO', 'AUDIO', 'DOCUMENT', 'OTHER'] as const;

/** The fields behind it; importing this module lets operations spread `...AssetCard`. */
export const ASSET_CARD = graphql(`
  fragment AssetCard on Asset {
    id
    kind
    filename
    contentType
    bytes
    width
    height
    animated
    alt
    private
    state
    placeholder
    dominantColor
    focalPoint {
      x
      y
    }
    url
    createdAt
  }
`);
