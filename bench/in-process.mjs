// Bundles in-process/main.ts with the linter's sources and runs it in a process of its own.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(path.join(root, 'package.json'));

/** Percentiles of typing, and the heap during a long session; see in-process/main.ts. */
export async function measureTyping(project, longMigration, folder, { edits, soakEdits }) {
  const script = path.join(folder, 'in-process.cjs');
  await require('esbuild').build({
    entryPoints: [path.join(root, 'bench/in-process/main.ts')],
    outfile: script,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: { 'libpg-query': require.resolve('libpg-query') },
  });
  const wasm = path.join(path.dirname(require.resolve('libpg-query')), 'libpg-query.wasm');
  fs.copyFileSync(wasm, path.join(folder, 'libpg-query.wasm'));
  const longFile = path.join(folder, 'long.sql');
  fs.writeFileSync(longFile, longMigration);
  const args = ['--expose-gc', script, project, longFile, String(edits), String(soakEdits)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26 }));
}
