import { badUserInput } from '../../errors';
import type { ContentTables, ContentTypeDefinition } from './content-type';
import type { Locales } from './locales';
import type { Perspective } from './visibility';

/*
 * A View says how somebody looks at content: which state of it, and in which language. It is chosen once, at the root of an
 * operation, and inherited by everything nested: each row remembers the view that it was read from.
 */

/** How content is looked at. There is one object for each perspective and locale, so that what depends on it can be kept with it. */
export interface View {
  perspective: Perspective;
  /** The locale that was asked for. */
  locale: string;
  /** The locales to try, in order: the one that was asked for first, the default last. */
  chain: readonly string[];
  /** The locales of the chain that stand in translation tables: all but the default one, whose values are the row's. */
  steps: readonly string[];
}

const views = new WeakMap<Locales, Map<string, View>>();

/** The view for a perspective and a locale (null: the default one); throws BAD_USER_INPUT for a locale that the site does not have. */
export function viewOf(locales: Locales, perspective: Perspective, locale: string | null | undefined): View {
  const wanted = locale ?? locales.default;
  const chain = locales.chains.get(wanted);
  if (!chain) {
    throw badUserInput(`There is no locale "${wanted.slice(0, 40)}" here; there are ${locales.all.join(', ')}.`, {
      argument: 'locale',
    });
  }
  let known = views.get(locales);
  if (!known) views.set(locales, (known = new Map()));
  const key = `${perspective}:${wanted}`;
  let view = known.get(key);
  if (!view) known.set(key, (view = { perspective, locale: wanted, chain, steps: chain.slice(0, -1) }));
  return view;
}

/** One of the sets of tables that a perspective reads, and which of its rows exist there. */
export interface Branch {
  tables: ContentTables;
  /** The condition on the rows' alias; the one place that decides what a perspective shows. */
  visible(alias: string): string;
  /** The condition on a translation's alias: one that was added since the document went live is not live yet. */
  shown(alias: string): string;
}

const branches = new WeakMap<ContentTypeDefinition, Record<Perspective, readonly Branch[]>>();

/**
 * Where a perspective finds a type's documents. Readers see live rows; editors see what is being written: the row itself, or
 * the draft of a live document that has one. Branches never overlap, and each is filtered, sorted and limited by itself.
 */
export function branchesOf(definition: ContentTypeDefinition, perspective: Perspective): readonly Branch[] {
  let known = branches.get(definition);
  if (!known) branches.set(definition, (known = createBranches(definition)));
  return known[perspective];
}

function createBranches({ live, drafts }: ContentTypeDefinition): Record<Perspective, readonly Branch[]> {
  const isLive = (alias: string) => `${alias}.live_at IS NOT NULL`;
  const always = () => 'TRUE';
  return {
    PUBLISHED: [{ tables: live, visible: isLive, shown: isLive }],
    DRAFT: [
      { tables: live, visible: alias => `${alias}.state IN ('DRAFT', 'PUBLISHED', 'SCHEDULED')`, shown: always },
      { tables: drafts, visible: always, shown: always },
    ],
  };
}
