import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../api/graphql';
import type { ContentLocale, ContentType } from './content-type';

export const ContentFieldFragment = graphql(`
  fragment FieldFacts on ContentField {
    name
    kind
    label
    description
    inputName
    required
    localized
    sortable
    filterable
    searchable
    private
    unique
    list
    defaultValue
    max
    min
    decimals
    choices {
      value
      label
      description
    }
    schema
    targetType
    accept
    onDelete
  }
`);

export const CONTENT_TYPES = graphql(`
  query ContentTypes {
    contentTypes {
      name
      singular
      plural
      label
      pluralLabel
      description
      tree
      localized
      titleField
      sorts
      groups
      filters
      mutations
      rights
      writableFields
      writableLocales
      fields {
        ...FieldFacts
        blocks {
          name
          inputName
          label
          description
          fields {
            ...FieldFacts
          }
        }
      }
    }
    contentLocales {
      tag
      isDefault
      fallbacks
    }
  }
`);

/** The types of content that the viewer may look at, and the site's languages. */
export interface ContentModel {
  types: readonly ContentType[];
  byName: ReadonlyMap<string, ContentType>;
  locales: readonly ContentLocale[];
  defaultLocale: string;
}

/** The model once it is there; it is asked for once. */
export function useContentModel(): ContentModel | null {
  const [{ data }] = useQuery({ query: CONTENT_TYPES, requestPolicy: 'cache-first' });
  return useMemo(() => {
    if (!data) return null;
    return {
      types: data.contentTypes,
      byName: new Map(data.contentTypes.map(type => [type.name, type])),
      locales: data.contentLocales,
      defaultLocale: data.contentLocales.find(({ isDefault }) => isDefault)?.tag ?? 'en',
    };
  }, [data]);
}
