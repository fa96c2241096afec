/** The site's languages, as the settings have them. */
export interface Locales {
  /** BCP 47 tag of the language in which every document is written first. */
  default: string;
  /** All of them, the default included. */
  all: readonly string[];
  /** What is shown where a document has no translation: the locale itself, its fallbacks in order, and the default last. */
  chains: ReadonlyMap<string, readonly string[]>;
}

/** One of the site's languages. */
export interface LocaleFacts {
  tag: string;
  isDefault: boolean;
  /** What is shown where a document is not translated into it, in order. */
  fallbacks: string[];
}

/** The site's languages one by one, in the order of the settings. */
export function localesOf(locales: Locales): LocaleFacts[] {
  return locales.all.map(tag => ({
    tag,
    isDefault: tag === locales.default,
    fallbacks: locales.chains.get(tag)?.slice(1) ?? [],
  }));
}

const tags = new WeakMap<Locales, Map<string, string>>();

/** The site's locale that a tag means, in whatever case it is written; null when it has none. */
export function localeOf(locales: Locales, tag: string): string | null {
  let known = tags.get(locales);
  if (!known) tags.set(locales, (known = new Map(locales.all.map(locale => [locale.toLowerCase(), locale]))));
  return known.get(tag.toLowerCase()) ?? null;
}

/** An input whose locales, its own and those of its translations, are written as the site has them. */
export function inKnownLocales<Input extends object>(locales: Locales, input: Input): Input {
  const known = <Part extends { locale?: unknown }>(part: Part): Part => {
    const locale = typeof part.locale === 'string' ? localeOf(locales, part.locale) : null;
    return locale === null || locale === part.locale ? part : { ...part, locale };
  };
  const { translations } = input as { translations?: unknown };
  const whole = known(input as Input & { locale?: unknown });
  return Array.isArray(translations) ? { ...whole, translations: translations.map(known) } : whole;
}

/** A site in one language. */
export const ENGLISH_ONLY: Locales = { default: 'en', all: ['en'], chains: new Map([['en', ['en']]]) };

/**
 * Reads the settings: `locales` such as `en, de, de-AT` and `fallbacks` such as `de-AT: de`. Throws a sentence when a tag is not BCP 47, is
 * there twice, or a fallback names a locale that the site does not have or leads back to itself.
 */
export function readLocales(locales: string, fallbacks: string): Locales {
  const all = locales.split(',').map(canonical);
  const twice = all.find((tag, index) => all.indexOf(tag) !== index);
  if (twice) throw new Error(`The locale ${twice} is there twice.`);
  const next = new Map(
    fallbacks
      .split(',')
      .filter(pair => pair.trim() !== '')
      .map(pair => {
        const [from, to] = pair.split(':').map(canonical);
        for (const tag of [from, to])
          if (!all.includes(tag)) throw new Error(`There is no locale ${tag} to fall back.`);
        return [from, to] as const;
      }),
  );
  return { default: all[0], all, chains: new Map(all.map(tag => [tag, chainOf(tag, all[0], next)])) };
}

function chainOf(tag: string, last: string, next: ReadonlyMap<string, string>): string[] {
  const chain = [tag];
  for (let step = next.get(tag); step !== undefined && tag !== last; step = next.get(step)) {
    if (chain.includes(step)) throw new Error(`The fallbacks of ${tag} lead in a circle.`);
    if (step === last) break;
    chain.push(step);
  }
  return tag === last ? chain : [...chain, last];
}

function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.trim())[0];
  } catch {
    throw new Error(`"${tag.trim()}" is not a language tag.`);
  }
}
