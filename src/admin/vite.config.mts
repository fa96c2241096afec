import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv, type Plugin } from 'vite';

/** Writes `.br` and `.gz` beside every text asset: the server sends them as they are and never compresses at run time. */
const precompress: Plugin = {
  name: 'precompress',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/^assets\/.*\.(js|css|svg)$/.test(fileName)) continue;
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: source.length };
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source, { params }) });
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
      }
    },
  },
};

/** Where the development server (`npm run dev:admin`) finds the API, unless KEELSON_DEV_API says something else. */
const DEFAULT_API = 'http://127.0.0.1:4000';

export default defineConfig(({ command, mode }) => {
  const { KEELSON_DEV_API: api = DEFAULT_API } = loadEnv(mode, import.meta.dirname, 'KEELSON_DEV_');
  return {
    root: import.meta.dirname,
    base: '/admin/',
    plugins: [react(), precompress],
    // The server puts a number of its own in this place each time the page is asked for.
    html: command === 'build' ? { cspNonce: '__CSP_NONCE__' } : {},
    server: { host: '127.0.0.1', proxy: { '/graphql': { target: api, ws: true }, '/auth': api, '/graphiql': api } },
    build: {
      outDir: '../../dist/admin',
      emptyOutDir: true,
      target: 'es2022',
      // A data: URL would break the page's policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 700,
      reportCompressedSize: false,
      rolldownOptions: {
        onwarn(warning, warn) {
          // "use client" in Mantine's files is for frameworks that render on a server.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
        },
      },
    },
  };
});
