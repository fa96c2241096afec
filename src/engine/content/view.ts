import { badUserInput } from '../../errors';
import type { ContentTables, ContentTypeDefinition } from './content-type';
import type { Locales } from './locales';
import { Perspective } from './visibility';

/*
 * A View says how somebody looks at content: which state of it, and in which language. It is chosen once, at the root of an
 * operation, and inherited by everything nested: each row remembers the view that it was read from.
 */

/** How content is looked at. */
export interface View {
  perspective: Perspective;
  /** The locale that was asked for. */
  locale: string;
  /** The locales to try, in order: the one that was asked for first, the default last. */
  chain: readonly string[];
}

/** The view for a perspective and a locale (null: the default one); throws BAD_USER_INPUT for a locale that the site does not have. */
export function viewOf(locales: Locales, perspective: Perspective, locale: string | null | undefined): View {
  const wanted = locale ?? locales.default;
  const chain = locales.chains.get(wanted);
  if (!chain) {
    throw badUserInput(`There is no locale "${wanted.slice(0, 40)}" here; there are ${locales.all.join(', ')}.`, {
      argument: 'locale',
    });
  }
  return { perspective, locale: wanted, chain };
}

/** One of the sets of tables that a perspective reads, and which of its rows exist there. */
export interface Branch {
  tables: ContentTables;
  /** The condition on the rows' alias; the one place that decides what a perspective shows. */
  visible(alias: string): string;
}

/**
 * Where a perspective finds a type's documents. Readers see live rows; editors see what is being written: the row itself, or
 * the draft of a live document that has one. Branches never overlap, and each is filtered, sorted and limited by itself.
 */
export function branchesOf({ live, drafts }: ContentTypeDefinition, perspective: Perspective): readonly Branch[] {
  if (perspective === Perspective.PUBLISHED)
    return [{ tables: live, visible: alias => `${alias}.live_at IS NOT NULL` }];
  return [
    { tables: live, visible: alias => `${alias}.state IN ('DRAFT', 'PUBLISHED', 'SCHEDULED')` },
    { tables: drafts, visible: () => 'TRUE' },
  ];
}
