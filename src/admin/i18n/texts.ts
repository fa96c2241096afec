import { Fragment, createElement, type ReactNode } from 'react';
import { formatNumber, language } from './language';

/*
 * All texts of the dashboard come from here. Each feature defines its English ones beside its screens (`texts.ts`); another language is
 * a table of the same keys that `addTranslation` puts in front of them.
 */

/** `Moved {count} files to {place}`, or the forms that a language has for a number called `count`. */
export type Text = string | Plural;
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

type NamesIn<Pattern extends string> = Pattern extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type NamesOf<Entry> = Entry extends string
  ? NamesIn<Entry>
  : Entry extends { other: infer Other extends string }
    ? 'count' | NamesIn<Other>
    : never;
type Values<Entry, Value> = [NamesOf<Entry>] extends [never] ? [] : [values: Record<NamesOf<Entry>, Value>];

/** Looks texts up: `t('saved')`, `t('moved', { count: 3, place })`; `t.rich` takes elements and gives nodes to draw. */
export interface Translate<Texts> {
  <Key extends keyof Texts>(key: Key, ...values: Values<Texts[Key], string | number>): string;
  rich<Key extends keyof Texts>(key: Key, ...values: Values<Texts[Key], ReactNode>): ReactNode;
  /** Whether there is such a text; for keys that come from the API, such as states and codes. */
  has(key: string): key is keyof Texts & string;
}

const translations = new Map<string, Readonly<Record<string, Text>>>();

/** Puts a language's texts in front of the English ones of a feature. */
export function addTranslation(into: string, feature: string, texts: Readonly<Record<string, Text>>): void {
  translations.set(`${into}/${feature}`, texts);
}

/** The English texts of a feature, and the function that looks them up in the reader's language. */
export function defineTexts<const Texts extends Record<string, Text>>(feature: string, texts: Texts): Translate<Texts> {
  const find = (key: keyof Texts): { text: Text; of: string } => {
    const own = translations.get(`${language}/${feature}`)?.[key as string];
    return own === undefined ? { text: texts[key] ?? String(key), of: 'en' } : { text: own, of: language };
  };
  const piecesOf = (key: keyof Texts, values: Readonly<Record<string, unknown>> = {}): unknown[] => {
    const { text, of } = find(key);
    return patternOf(text, of, values.count)
      .split(/\{(\w+)\}/)
      .map((piece, index) => (index % 2 === 0 ? piece : values[piece]));
  };
  const translate = (key: keyof Texts, values?: Record<string, unknown>) =>
    piecesOf(key, values)
      .map(piece => (typeof piece === 'number' ? formatNumber(piece) : String(piece)))
      .join('');
  const rich = (key: keyof Texts, values?: Record<string, unknown>) =>
    piecesOf(key, values).map((piece, index) =>
      createElement(Fragment, { key: index }, typeof piece === 'number' ? formatNumber(piece) : (piece as ReactNode)),
    );
  const has = (key: string) => Object.hasOwn(texts, key);
  return Object.assign(translate, { rich, has }) as unknown as Translate<Texts>;
}

function patternOf(text: Text, of: string, count: unknown): string {
  if (typeof text === 'string') return text;
  return text[new Intl.PluralRules(of).select(Number(count ?? 0))] ?? text.other;
}
