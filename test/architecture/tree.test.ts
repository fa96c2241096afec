import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const FORBIDDEN_WORDS = [
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'shared',
  'misc',
  'lib',
  'base',
  'manager',
  'handler',
  'processor',
  'data',
  'info',
  'object',
  'impl',
  'new2',
];
const SUFFIXES = ['entity', 'resolver', 'job', 'test', 'long', 'bench', 'd'];

const files = ['src', 'test', 'bench', 'migrations'].flatMap(list);
const code = files.filter(file => /\.(ts|tsx|mts|cjs|mjs)$/.test(file) && !file.includes('/generated/'));
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

function list(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(ROOT, join(entry.parentPath, entry.name)));
}

it('most files are under 250 lines, and none in src is over 400', () => {
  const lengths = code
    .filter(file => !file.startsWith('migrations/'))
    .map(file => ({ file, lines: read(file).split('\n').length }));
  expect(lengths.filter(({ file, lines }) => file.startsWith('src/') && lines > 400)).toEqual([]);
  expect(lengths.filter(({ lines }) => lines > 250).length / lengths.length).toBeLessThan(0.05);
});

it('names say what a thing is: kebab-case, no drawers, only the known suffixes', () => {
  const words = code.flatMap(file =>
    file
      .replace('data-source', 'datasource')
      .split(/[/.-]/)
      .map(word => ({ file, word })),
  );
  expect(words.filter(({ word }) => FORBIDDEN_WORDS.includes(word.toLowerCase()))).toEqual([]);
  const odd = code.filter(file => file.endsWith('.ts') && !/^[a-z0-9-]+(\.[a-z]+)?\.ts$/.test(basename(file)));
  expect(odd).toEqual([]);
  const suffixes = code
    .map(file => ({ file, suffix: /\.([a-z]+)\.ts$/.exec(file)?.[1] }))
    .filter(({ suffix }) => suffix && !SUFFIXES.includes(suffix));
  expect(suffixes).toEqual([]);
});

it('an entity file holds one class, and a job file defines the kind that its path says', () => {
  for (const file of code.filter(name => name.endsWith('.entity.ts'))) {
    expect({ file, classes: read(file).match(/^export (abstract )?class /gm)?.length }).toEqual({ file, classes: 1 });
  }
  for (const file of code.filter(name => name.startsWith('src/') && name.endsWith('.job.ts'))) {
    const [, kind] = /kind: '([^']+)'/.exec(read(file)) as RegExpExecArray;
    expect({ file, kind }).toEqual({ file, kind: `${basename(dirname(file))}.${basename(file, '.job.ts')}` });
  }
});

it('only the configuration and the programs read the environment', () => {
  const readers = code.filter(file => file.startsWith('src/') && /process\.env/.test(read(file)));
  expect(readers.filter(file => !/^src\/(config|cli|main\.ts)/.test(file))).toEqual([]);
});

it('no file says how or where it was made', () => {
  const telltales = new RegExp(['/work/', '\\.\\./shared/(?!data)', 'registry\\.npm'].join('|'), 'i');
  const offenders = code.filter(file => telltales.test(read(file)) && file !== 'test/architecture/tree.test.ts');
  expect(offenders).toEqual([]);
});
