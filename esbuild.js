// Builds what we ship (dist/) and, with --tests, what mocha runs (out/).
//   node esbuild.js [--watch] [--production]   dist/extension.js, dist/cli.js, dist/libpg-query.wasm
//   node esbuild.js --tests                    out/: every .ts of src/ and test/ as a CommonJS file of its own
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const args = new Set(process.argv.slice(2));
const shared = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: args.has('--production') ? false : 'linked',
  logLevel: 'warning',
  absWorkingDir: __dirname,
};

/** @type {import('esbuild').BuildOptions[]} */
const shipped = [
  {
    ...shared,
    entryPoints: { extension: 'src/extension.ts', cli: 'src/cli/main.ts' },
    outdir: 'dist',
    bundle: true,
    minify: args.has('--production'),
    // The embedded grammar finds its WASM beside the bundle, so it stays a file of its own (see copyAssets).
    external: ['vscode'],
    mainFields: ['module', 'main'],
    alias: { 'libpg-query': require.resolve('libpg-query') },
  },
];

function copyAssets() {
  const wasm = path.join(path.dirname(require.resolve('libpg-query')), 'libpg-query.wasm');
  fs.mkdirSync(path.join(__dirname, 'dist'), { recursive: true });
  fs.copyFileSync(wasm, path.join(__dirname, 'dist', 'libpg-query.wasm'));
}

function sources(folder) {
  return fs
    .readdirSync(path.join(__dirname, folder), { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
}

async function main() {
  if (args.has('--tests')) {
    fs.rmSync(path.join(__dirname, 'out'), { recursive: true, force: true });
    await esbuild.build({
      ...shared,
      entryPoints: [...sources('src'), ...sources('test')],
      outdir: 'out',
      // Node would look for a lazily imported file under its exact name, as ES modules do.
      supported: { 'dynamic-import': false },
      outbase: '.',
    });
    return;
  }
  copyAssets();
  if (args.has('--watch')) {
    for (const options of shipped) await (await esbuild.context(options)).watch();
    return;
  }
  fs.rmSync(path.join(__dirname, 'dist', 'meta.json'), { force: true });
  for (const options of shipped) await esbuild.build(options);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
