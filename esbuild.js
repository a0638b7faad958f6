// Builds what we ship (dist/) and, with --tests, what mocha runs (out/).
//   node esbuild.js [--watch]                dist/extension.js, dist/cli.js, dist/api.js, what they load later
//                   [--production]           minified, as it ships
//                   [--outdir=FOLDER]        elsewhere than in dist/
//   node esbuild.js --tests                    out/: every .ts of src/ and test/ as a CommonJS file of its own
//   node esbuild.js --generate                 only what comes next
// Before all, Prisma's client for our own prisma/schema.prisma is generated into src/adapters/database/generated, where that changed.
const { spawnSync } = require('node:child_process');
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { writeEmbeddedAssets } = require('./tools/embedded-assets.js');
const { writeNotices } = require('./tools/notices.js');

const args = new Set(process.argv.slice(2));
const isProduction = args.has('--production');
const dist = path.join(__dirname, 'dist');
const elsewhere = process.argv.find((arg) => arg.startsWith('--outdir='))?.slice('--outdir='.length);
const target = path.resolve(elsewhere ?? dist);
const shared = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: isProduction ? false : 'linked',
  logLevel: 'warning',
  absWorkingDir: __dirname,
};

/** That which the generated client imports. */
const queryCompilerModule = '@prisma/client/runtime/query_compiler_small_bg.postgresql.wasm-base64.js';

/** What is too large to be read at every start: each has a bundle of its own, which import() or require() loads. */
const late = {
  database: 'src/adapters/database/open-database.ts',
  embedded: 'src/adapters/embedded/open-embedded.ts',
  linter: 'src/editor/lint/project/project-linter.ts',
  predictor: 'src/editor/predict/project-predictor.ts',
  'ast-parser': 'src/core/sql/ast-parser.ts',
  'parse-script': 'src/adapters/scripts/parse-script.ts',
  'version-range': 'src/adapters/project/version-range.ts',
  'cli-lint': 'src/cli/start-lint.ts',
  'cli-guard': 'src/cli/start-guard.ts',
  'cli-any': 'src/cli/start-any.ts',
  'open-guarded': 'src/cli/commands/guard/open-guarded.ts',
  prompts: 'src/cli/prompts.ts',
  mcp: 'src/agent/mcp/start-mcp.ts',
  'tool-runner': 'src/editor/agents/tool-runner.ts',
};

const bundlesOfTheirOwn = {
  name: 'bundles-of-their-own',
  setup(build) {
    for (const [bundle, entry] of Object.entries(late)) {
      const file = path.basename(entry, '.ts');
      build.onResolve({ filter: new RegExp(`/${file}$`) }, ({ kind, resolveDir, path: wanted }) => {
        const isIt = path.resolve(resolveDir, wanted) === path.join(__dirname, entry.replace(/\.ts$/, ''));
        if (!isIt || kind === 'entry-point') return undefined;
        return { path: `./${bundle}.js`, external: true };
      });
    }
  },
};

/**
 * VS Code's API as one module with the names that our sources use. By itself esbuild copies all of the API, hundreds of
 * names, for each file that imports it, which took most of the time in which the extension is loaded.
 */
const vscodeOnce = {
  name: 'vscode-once',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'vscode' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'vscode' },
    );
    build.onLoad({ filter: /.*/, namespace: 'vscode' }, () => {
      const texts = sources('src/editor').concat('src/extension.ts');
      const used = texts.flatMap((file) => [
        ...fs.readFileSync(path.join(__dirname, file), 'utf8').matchAll(/\bvscode\.(\w+)/g),
      ]);
      const names = [...new Set(used.map(([, name]) => name))].sort();
      // What is only a type is undefined here, and nobody asks for it.
      const lines = names.map((name) => `export const ${name} = vscode.${name};`);
      return { contents: [`const vscode = require('vscode');`, ...lines].join('\n'), loader: 'js' };
    });
  },
};

/**
 * Prisma's query compiler as a file beside the bundle. Prisma has it as a text of 2.3 MB in Base64, which took a third of the time
 * in which the bundle is loaded.
 */
const queryCompilerBeside = {
  name: 'query-compiler-beside',
  setup(build) {
    build.onLoad({ filter: /[\\/]query_compiler_\w+\.postgresql\.wasm-base64\.m?js$/ }, () => ({
      // Whoever imports it hands it to Buffer.from, which takes bytes as they are.
      contents: `import fs from 'node:fs';
        import path from 'node:path';
        export const wasm = fs.readFileSync(path.join(__dirname, 'query-compiler.wasm'));`,
    }));
  },
};

const bundled = {
  ...shared,
  outdir: target,
  bundle: true,
  minify: isProduction,
  metafile: true,
  mainFields: ['module', 'main'],
  // The grammar and the embedded PostgreSQL find their WASM beside the bundle (see copyAssets), as CommonJS only.
  alias: {
    'libpg-query': require.resolve('libpg-query'),
    '@electric-sql/pglite': require.resolve('@electric-sql/pglite'),
    '@electric-sql/pglite-tools/pg_dump': require.resolve('@electric-sql/pglite-tools/pg_dump'),
  },
  // pg asks whether it runs at Cloudflare by making a Response, for which node loads its whole fetch.
  define: { Response: 'undefined' },
  plugins: [bundlesOfTheirOwn, vscodeOnce, queryCompilerBeside],
};

/** @type {import('esbuild').BuildOptions[]} */
const shipped = [
  {
    ...bundled,
    entryPoints: {
      extension: 'src/extension.ts',
      cli: 'src/cli/main.ts',
      // What the npm package gives to programs.
      api: 'src/api/index.ts',
      // Run by the extension in a thread of its own.
      'state-worker': 'src/editor/databases/worker/state-worker.ts',
      // Run by the others in a process of its own, for it runs the project's code.
      'load-config': 'src/adapters/environments/load-config.ts',
      database: late.database,
      linter: late.linter,
      predictor: late.predictor,
      'ast-parser': late['ast-parser'],
      'parse-script': late['parse-script'],
      'version-range': late['version-range'],
      // One of them is loaded by cli.js, never two: they hold much of the same code, each with its state.
      'cli-lint': late['cli-lint'],
      'cli-guard': late['cli-guard'],
      'cli-any': late['cli-any'],
      'open-guarded': late['open-guarded'],
      prompts: late.prompts,
      mcp: late.mcp,
      'tool-runner': late['tool-runner'],
    },
    // As require(): import() would first search the text of a bundle for its exports, which takes longer than running it.
    supported: { 'dynamic-import': false },
  },
  // What PGlite imports, it imports into functions that have a require of their own.
  { ...bundled, entryPoints: { embedded: late.embedded } },
];

async function copyAssets() {
  const assets = await writeEmbeddedAssets(dist);
  if (target !== dist) {
    for (const name of assets) fs.cpSync(path.join(dist, name), path.join(target, name));
  }
  const wasm = path.join(path.dirname(require.resolve('libpg-query')), 'libpg-query.wasm');
  fs.copyFileSync(wasm, path.join(target, 'libpg-query.wasm'));
  const { wasm: queryCompiler } = require(queryCompilerModule);
  fs.writeFileSync(path.join(target, 'query-compiler.wasm'), Buffer.from(queryCompiler, 'base64'));
}

/**
 * Prisma asks for its native engine before it generates, but never calls it for that: any file will do, and nothing is
 * downloaded.
 */
function generateClient() {
  const generated = path.join(__dirname, 'src', 'adapters', 'database', 'generated', 'client.ts');
  const schema = path.join(__dirname, 'prisma', 'schema.prisma');
  const lock = path.join(__dirname, 'package-lock.json');
  const made = fs.existsSync(generated) ? fs.statSync(generated).mtimeMs : 0;
  if ([schema, lock].every((file) => fs.statSync(file).mtimeMs < made)) return;
  const prisma = path.join(path.dirname(require.resolve('prisma/package.json')), 'build', 'index.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [prisma, 'generate', '--schema', schema], {
    cwd: __dirname,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}${stderr}`);
}

function sources(folder) {
  return fs
    .readdirSync(path.join(__dirname, folder), { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .filter((name) => !name.startsWith(path.join('test', 'fixtures')));
}

/** The examples of rules are for tests and docs. */
function refuseExamples(metafiles) {
  const examples = metafiles
    .flatMap(({ inputs }) => Object.keys(inputs))
    .find((file) => file.endsWith('.examples.ts'));
  if (examples) throw new Error(`${examples} is in a bundle: only tests may import examples of rules.`);
}

async function main() {
  generateClient();
  if (args.has('--generate')) return;
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
  await copyAssets();
  if (args.has('--watch')) {
    for (const options of shipped) await (await esbuild.context(options)).watch();
    return;
  }
  const results = [];
  for (const options of shipped) results.push(await esbuild.build(options));
  const metafiles = results.map(({ metafile }) => metafile);
  refuseExamples(metafiles);
  if (isProduction) writeNotices(path.join(target, 'THIRD-PARTY-NOTICES.txt'), __dirname, metafiles);
  // npm does so when it installs; a clone has it at once.
  fs.chmodSync(path.join(target, 'cli.js'), 0o755);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
