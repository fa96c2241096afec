Object.defineProperty(globalThis, 'navigator', { value: { languages: ['de-DE', 'en-GB'] }, configurable: true });

import { createElement } from 'react';
import type { defineTexts as DefineTexts } from '../../src/admin/i18n/texts';

const { addTranslation, defineTexts } = jest.requireActual<{
  defineTexts: typeof DefineTexts;
  addTranslation: (language: string, feature: string, texts: Record<string, string>) => void;
}>('../../src/admin/i18n/texts');
const formats = jest.requireActual<typeof import('../../src/admin/i18n/formats')>('../../src/admin/i18n/formats');

describe('the texts of the dashboard', () => {
  const t = defineTexts('harbour', {
    plain: 'All is well',
    moved: 'Moved {count} boats to {place}',
    boats: { one: '{count} boat', other: '{count} boats' },
  });

  it('are looked up with their values, numbers as the reader writes them', () => {
    expect(t('plain')).toBe('All is well');
    expect(t('moved', { count: 12_345, place: 'the quay' })).toBe('Moved 12,345 boats to the quay');
  });

  it('have the form that the number needs', () => {
    expect([0, 1, 2].map(count => t('boats', { count }))).toEqual(['0 boats', '1 boat', '2 boats']);
  });

  it('take elements in the place of values', () => {
    const nodes = t.rich('moved', { count: 2, place: createElement('b', null, 'the quay') }) as {
      props: { children: unknown };
    }[];
    expect(nodes.map(({ props }) => props.children)).toMatchObject(['Moved ', '2', ' boats to ', { type: 'b' }, '']);
  });

  it('can be asked for keys that come from elsewhere', () => {
    expect([t.has('plain'), t.has('toString'), t.has('unknown')]).toEqual([true, false, false]);
  });

  it('come in another language where there is one, else in English', () => {
    addTranslation('en', 'harbour', { plain: 'Alles gut' });
    expect([t('plain'), t('boats', { count: 1 })]).toEqual(['Alles gut', '1 boat']);
  });
});

describe('times, spans and sizes', () => {
  const now = Date.UTC(2026, 10, 24, 12);
  const before = (seconds: number) => formats.formatAgo(new Date(now - seconds * 1000), now);

  it.each([
    [10, 'just now'],
    [60, '1 min ago'],
    [59 * 60, '59 min ago'],
    [3_600, '1 h ago'],
    [26 * 3_600, '1 d ago'],
    [-600, 'in 10 min'],
    [-20, 'in a moment'],
  ])('%d seconds ago reads "%s"', (seconds, text) => {
    expect(before(seconds)).toBe(text);
  });

  it('spans have two units at most', () => {
    expect([36, 108, 7_500, 100_000].map(formats.formatDuration)).toEqual([
      '36 s',
      '1 min 48 s',
      '2 h 5 min',
      '1 d 3 h',
    ]);
  });

  it('sizes are decimal', () => {
    expect([0, 999, 1_400, 532_000, 2_130_000].map(formats.formatBytes)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.4 kB',
      '532 kB',
      '2.1 MB',
    ]);
  });
});
