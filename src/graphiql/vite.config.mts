import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** GraphiQL's stylesheet carries Roboto and Fira Code as data: URLs, 323 kB of it; the page has its own type. */
const dropGraphiqlFonts: Plugin = {
  name: 'drop-graphiql-fonts',
  enforce: 'pre',
  transform(code, id) {
    if (!/graphiql.*\/style\.css$/.test(id)) return;
    return { code: code.replace(/@font-face\s*\{[^}]*\}/g, ''), map: null };
  },
};

/** Writes a `.gz` beside every text asset: the server sends it as it is and never compresses at run time. */
const precompress: Plugin = {
  name: 'precompress',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/^assets\/.*\.(js|css|svg|ttf)$/.test(fileName)) continue;
        const source = gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 });
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source });
      }
    },
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: '/graphiql/',
  plugins: [dropGraphiqlFonts, react(), precompress],
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/graphiql',
    emptyOutDir: true,
    target: 'es2022',
    // A data: URL would break the page's policy for scripts and workers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Monaco is one piece of 2.6 MB.
    chunkSizeWarningLimit: 5000,
    reportCompressedSize: false,
    rolldownOptions: {
      onwarn(warning, warn) {
        // "use no memo" in @graphiql/react is a hint to the React compiler, which is not used here.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
