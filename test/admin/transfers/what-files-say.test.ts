import { exportSearchOf, readExportSearch } from '../../../src/admin/content/export-search';
import { isSameMapping, mappingOf, withTarget } from '../../../src/admin/screens/transfers/column-mapping';
import { guessFormat, isTable } from '../../../src/admin/screens/transfers/guess-format';

describe('what a file seems to be', () => {
  it.each([
    ['blog.xml', '<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/">', 'WXR'],
    ['feed.xml', '<rss version="2.0">', 'FEED'],
    ['export.json', '{"db":[{"meta":{}}]}', 'GHOST'],
    ['feed.json', '{"version":"https://jsonfeed.org/version/1.1"}', 'FEED'],
    ['boats.csv', 'title;slug', 'CSV'],
    ['boats.TSV', 'title\tslug', 'CSV'],
    ['boats.jsonl.gz', '\u001f\u008b', 'JSON_LINES'],
    ['journal.xml.gz', '\u001f\u008b', 'WXR'],
    ['notes.zip', 'PK', 'MARKDOWN'],
    ['boats.bin', '\0\0', null],
  ])('%s is told by its name and its beginning', (name, head, format) => {
    expect(guessFormat(name, head)).toBe(format);
  });

  it('asks for a content type of tables alone', () => {
    expect(([null, 'WXR', 'CSV', 'JSON_LINES'] as const).map(isTable)).toEqual([false, false, true, true]);
  });
});

describe('the mapping of columns', () => {
  const column = (name: string, suggestedField: string | null) => ({ name, samples: [], suggestedField });
  const columns = [column('Headline', 'title'), column('Title', 'title'), column('Remark', null)];
  const settings = { type: 'Article', attachments: false, publish: false };

  it('is what the names suggest, each field filled once', () => {
    expect(mappingOf({ columns, settings: { ...settings, mapping: null } }).map(({ field }) => field)).toEqual([
      'title',
      null,
      null,
    ]);
  });

  it('is what was said, where something was said', () => {
    const mapping = [
      { column: 'Headline', field: null },
      { column: 'Remark', field: 'excerpt' },
    ];
    expect(mappingOf({ columns, settings: { ...settings, mapping } }).map(({ field }) => field)).toEqual([
      null,
      'title',
      'excerpt',
    ]);
  });

  it('takes a field from the column that had it', () => {
    const before = mappingOf({ columns, settings: { ...settings, mapping: null } });
    const after = withTarget(before, 'Remark', 'title');
    expect(after.map(({ field }) => field)).toEqual([null, null, 'title']);
    expect([isSameMapping(before, after), isSameMapping(before, [...before])]).toEqual([false, true]);
  });
});

describe('the address of a new export', () => {
  it('takes the filter and the language of a list along, and not what it is searched for', () => {
    const search = exportSearchOf({ plural: 'articles' }, { q: 'fog', filter: 'state:in:DRAFT', locale: 'de' });
    expect(search).toEqual({ of: 'articles', filter: 'state:in:DRAFT', locale: 'de' });
    expect(readExportSearch({ of: 7, filter: '', locale: 'de' })).toEqual({
      of: undefined,
      filter: undefined,
      locale: 'de',
    });
  });
});
