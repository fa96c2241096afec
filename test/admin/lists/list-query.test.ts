import { filterOf, type FilterForm, readConditions, writeConditions } from '../../../src/admin/content/conditions';
import {
  isSameView,
  nextSort,
  parseListSearch,
  readListSearch,
  writeListSearch,
} from '../../../src/admin/content/list-query';
import { EVERYTHING, extend, keepKnown, NOTHING, toggle } from '../../../src/admin/content/selection';

const FORMS: Record<string, FilterForm> = {
  title: 'text',
  state: 'state',
  author: 'reference',
  tags: 'references',
  price: 'number',
  salesOn: 'day',
  updatedAt: 'moment',
};
const formOf = (field: string) => FORMS[field] ?? null;
const filter = (text: string) =>
  filterOf(readConditions(text, formOf), { formOf, inputName: field => `${field}Id`, now: new Date(2026, 10, 24, 9) });

describe('the conditions of a list', () => {
  it('survive the address, whatever signs their values have', () => {
    const conditions = [
      { field: 'title', operator: 'has', values: ['50%, a: b; c'] },
      { field: 'tags', operator: 'in', values: ['1', '2'] },
      { field: 'author', operator: 'empty', values: [] },
    ] as const;
    expect(readConditions(writeConditions(conditions), formOf)).toEqual(conditions);
  });

  it('are left out where the type knows no such field or operator, or the value is missing', () => {
    expect(readConditions('colour:is:red;title:most:3;state:in;title:is:x', formOf)).toEqual([
      { field: 'title', operator: 'is', values: ['x'] },
    ]);
  });

  it('become the inputs of the API', () => {
    expect(filter('')).toBeNull();
    expect(filter('state:in:DRAFT,CHANGED')).toEqual({ state: { in: ['DRAFT', 'CHANGED'] } });
    expect(filter('author:not:1;tags:in:2;title:starts:A')).toEqual({
      and: [{ authorId: { notIn: ['1'] } }, { tags: { some: { id: { in: ['2'] } } } }, { title: { startsWith: 'A' } }],
    });
    expect(filter('tags:empty')).toEqual({ tags: { none: {} } });
    expect(filter('price:between:1,5')).toEqual({ price: { gte: 1, lte: 5 } });
    expect(filter('salesOn:before:2026-02-28')).toEqual({ salesOn: { lt: '2026-02-28' } });
  });

  it('mean whole days where the reader is', () => {
    const day = (date: number) => new Date(2026, 10, date).toISOString();
    expect(filter('updatedAt:is:2026-11-20')).toEqual({ updatedAt: { gte: day(20), lt: day(21) } });
    expect(filter('updatedAt:past:7d')).toEqual({ updatedAt: { gte: day(18) } });
    expect(filter('updatedAt:is:soon')).toBeNull();
  });
});

describe('the address of a list', () => {
  it('is the same text for the same view, and forgets what it does not know', () => {
    const search = readListSearch({ q: 'fog', sort: 'TITLE_ASC', rows: 'huge', other: 1 });
    expect(writeListSearch(search)).toBe('?q=fog&sort=TITLE_ASC');
    expect(parseListSearch('?sort=TITLE_ASC&q=fog')).toEqual(search);
    expect(isSameView({ q: 'fog', rows: 'compact' }, { q: 'fog' })).toBe(true);
  });

  it('is turned round by a second click on a head; times begin with the latest', () => {
    expect(nextSort('TITLE', 'TEXT', null)).toBe('TITLE_ASC');
    expect(nextSort('TITLE', 'TEXT', { stem: 'TITLE', descending: false })).toBe('TITLE_DESC');
    expect(nextSort('UPDATED_AT', 'MOMENT', null)).toBe('UPDATED_AT_DESC');
  });
});

describe('what is chosen', () => {
  const order = ['a', 'b', 'c', 'd'];
  it('grows from where it was begun, in either direction', () => {
    expect([...extend(toggle(NOTHING, 'c'), 'a', order).ids].sort()).toEqual(['a', 'b', 'c']);
    expect([...extend(NOTHING, 'b', order).ids]).toEqual(['b']);
  });
  it('is one row again after everything, and loses what is gone', () => {
    expect(toggle(EVERYTHING, 'b')).toEqual({ ids: new Set(['b']), all: false, anchor: 'b' });
    expect([...keepKnown(toggle(NOTHING, 'x'), order).ids]).toEqual([]);
  });
});
