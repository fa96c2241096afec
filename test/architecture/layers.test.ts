import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformSync } from '@swc/core';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');

it('imports point down, features keep to themselves, and each package has one home', async () => {
  const cruise = promisify(execFile)(
    process.execPath,
    [
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      'test/architecture/layers.cjs',
      '--output-type',
      'err',
      'src',
    ],
    { cwd: ROOT },
  );
  const { stdout } = await cruise.catch((error: { stdout: string }) => error);
  expect(stdout).toMatch(/no dependency violations found \(\d{2,} modules/);
});

/** Types may refer to each other in circles (the context holds the jobs, whose runs are contexts); running code may not. */
it('no module is loaded in a circle', () => {
  const graph = new Map(sources().map(file => [file, runtimeImports(file)]));
  expect(findCycle(graph)).toBeNull();
});

function sources(): string[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts') && !/\/src\/(graphiql|admin)/.test(entry.parentPath))
    .map(entry => relative(ROOT, join(entry.parentPath, entry.name)));
}

/** What the compiled file requires; entities refer to each other through thunks, which run later. */
function runtimeImports(file: string): string[] {
  const { code } = transformSync(readFileSync(join(ROOT, file), 'utf8'), {
    filename: join(ROOT, file),
    sourceMaps: false,
  });
  return [...code.matchAll(/require\("(\.[^"]+)"\)/g)].map(([, path]) => `${join(dirname(file), path)}.ts`);
}

function findCycle(graph: ReadonlyMap<string, string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return null;
    done.add(file);
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle) return cycle;
    }
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}
