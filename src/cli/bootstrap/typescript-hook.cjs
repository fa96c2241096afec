// Lets `require` read TypeScript, with the decorator metadata that entities need (which tsx and esbuild drop). For tools that run
// from the sources: benchmarks, and `node -r ./src/cli/bootstrap/typescript-hook.cjs`.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const configFile = join(__dirname, '../../../.swcrc');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, configFile, sourceMaps: 'inline' });
  module._compile(code, filename);
};
process.setSourceMapsEnabled(true);
