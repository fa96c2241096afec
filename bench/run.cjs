// `npm run bench -- <name> [arguments]` runs bench/<name>.ts: its `run(arguments)` prints figures for people and gives an object
// with at least `name` and `ratio`, which is printed as the last line.
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const names = readdirSync(__dirname)
  .filter(file => file.endsWith('.bench.ts'))
  .map(file => file.replace(/\.bench\.ts$/, ''));
const [name, ...rest] = process.argv.slice(2);

async function main() {
  const file = join(__dirname, `${name}.bench.ts`);
  if (!name || !existsSync(file)) {
    console.error(`There is no benchmark "${name ?? ''}"; there are: ${names.join(', ') || 'none'}.`);
    process.exit(1);
  }
  require('../src/cli/bootstrap/typescript-hook.cjs');
  const result = await require(file).run(rest);
  console.log(JSON.stringify(result));
}

main().then(
  () => process.exit(),
  error => {
    console.error(error);
    process.exit(1);
  },
);
