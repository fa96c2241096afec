import { settingsTable, withSettingsTable } from '../../src/config/settings-table';

test('the table has one row for each setting, with its default', () => {
  const table = settingsTable();
  expect(table).toContain('| `KEELSON_HTTP_PORT` | Port that the API listens on. | number | `4000` |');
  expect(table).toMatch(/\| `KEELSON_DATABASE_URL` \| .*`KEELSON_DATABASE_URL_FILE`.* \| url \| required \|/);
});

test('only what stands between the markers is replaced', () => {
  const document = '# A\n<!-- settings:start -->\nold\n<!-- settings:end -->\nB\n';
  const updated = withSettingsTable(document);
  expect(updated).toBe(`# A\n<!-- settings:start -->\n${settingsTable()}\n<!-- settings:end -->\nB\n`);
  expect(withSettingsTable(updated)).toBe(updated);
});

test('a document without the markers is refused', () => {
  expect(() => withSettingsTable('# A')).toThrow('has no <!-- settings:start -->');
});
