import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type Connect, type Plugin } from 'vite';

/** Which document answers which address. The Java server has the same list. */
const PAGES: readonly [RegExp, string][] = [
  [/^\/$/, '/index.html'],
  [/^\/login\/?$/, '/login.html'],
  [/^\/admin\/?$/, '/admin.html'],
  [/^\/watch\/[^/]+\/?$/, '/watch.html'],
  [/^\/control\/[^/]+\/?$/, '/control.html'],
  [/^\/desk\/?$/, '/desk.html'],
  [/^\/studio\/[^/]+\/?$/, '/studio.html'],
  [/^\/checkout\/[^/]+\/?$/, '/checkout.html'],
  [/^\/orders\/[^/]+\/?$/, '/order.html'],
  [/^\/legal\/?$/, '/legal.html'],
  [/^\/cart\/?$/, '/cart.html'],
  [/^\/my\/?$/, '/my.html'],
];

function pages(): Plugin {
  const rewrite: Connect.NextHandleFunction = (request, _response, next) => {
    const [path = '/', query] = (request.url ?? '/').split('?');
    const page = PAGES.find(([address]) => address.test(path));
    if (page) request.url = page[1] + (query === undefined ? '' : `?${query}`);
    next();
  };
  return {
    name: 'nigiwai-pages',
    configureServer: (server) => void server.middlewares.use(rewrite),
    configurePreviewServer: (server) => void server.middlewares.use(rewrite),
  };
}

/** Writes .gz and .br beside what is worth compressing; the server sends those as they are. */
function precompressed(): Plugin {
  const worth = /\.(js|css|html|svg|json)$/;
  const leastBytes = 1024;
  const walk = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? walk(path) : [path];
    });
  let outDir = '';
  return {
    name: 'nigiwai-precompressed',
    apply: 'build',
    configResolved: (config) => void (outDir = resolve(config.root, config.build.outDir)),
    closeBundle: () => {
      for (const path of walk(outDir).filter((p) => worth.test(p))) {
        const bytes = readFileSync(path);
        if (bytes.length < leastBytes) continue;
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(
          `${path}.br`,
          brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        );
      }
    },
  };
}

const backend = process.env.NIGIWAI_BACKEND ?? 'http://127.0.0.1:8080';
const toBackend = { target: backend, changeOrigin: false, ws: true };

export default defineConfig({
  appType: 'mpa',
  plugins: [pages(), precompressed()],
  build: {
    outDir: process.env.WEBROOT ?? '../target/classes/webroot',
    emptyOutDir: true,
    assetsDir: 'assets',
    target: ['chrome123', 'firefox128', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 650,
    rollupOptions: {
      input: ['index', 'login', 'admin', 'watch', 'control', 'desk', 'studio', 'checkout', 'order', 'legal', 'cart', 'my'].map(
        (name) => `${name}.html`,
      ),
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': toBackend, '/hls': toBackend, '/images': toBackend },
  },
});
