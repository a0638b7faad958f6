// node esbuild.js --tests && node test/corpus/fixes.mjs FOLDER
//
// FOLDER holds bare git directories, as FOLDER/owner+name/repo. Every migration of every repository is taken for a
// draft after those before it, and its automatic fixes are applied until none is left. Checked are promises: a file that
// parsed before parses after, and applying the fixes again changes nothing.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const { applyEdits } = require('../../out/src/core/edits.js');
const { combineFixes } = require('../../out/src/core/linter/fixes/combine.js');
const { automaticFix } = require('../../out/src/core/linter/fixes/automatic.js');
const { judgingBy } = require('../../out/src/workflows/judging.js');
const { textLinter } = require('../../out/src/workflows/lint-text.js');
const { ReplayedProject } = require('../../out/src/workflows/replayed-project.js');
const { loadGrammar } = require('../../out/src/core/sql/grammar.js');
const { inPrismaOrder } = require('../../out/src/core/status/order.js');
const { parseSync } = require('libpg-query');

const [mirror] = process.argv.slice(2);
if (mirror === undefined) {
  console.error(
    'usage: node test/corpus/fixes.mjs FOLDER (of bare git directories, as FOLDER/owner+name/repo)',
  );
  process.exit(2);
}

const mostRounds = 10;

function parses(text) {
  try {
    parseSync(text.replace(/^\uFEFF/, '') || ';');
    return true;
  } catch {
    return false;
  }
}

/** The migrations of each migrations folder in the newest commit, and the schema files beside or above it. */
function projectsOf(repository) {
  const git = (...args) =>
    execFileSync('git', args, {
      cwd: repository,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const files = git('-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', 'HEAD').split('\n');
  const folders = new Map();
  for (const file of files) {
    const [, folder, name] = /^(.*)\/([^/]+)\/migration\.sql$/.exec(file) ?? [];
    if (name !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), name]);
  }
  return [...folders].map(([folder, names]) => {
    const above = path.posix.dirname(folder);
    const schema = files.filter((file) => file.endsWith('.prisma') && file.startsWith(`${above}/`));
    const read = (file) => ({ file, text: git('show', `HEAD:${file}`) });
    return {
      folder,
      schema: schema.map(read),
      migrations: inPrismaOrder(names, '7.10.0').map((name) => ({
        name,
        ...read(`${folder}/${name}/migration.sql`),
      })),
    };
  });
}

async function fix(lintText, migration) {
  let { text } = migration;
  for (let round = 0; round < mostRounds; round++) {
    const findings = await lintText({ ...migration, text });
    const wanted = findings.map(automaticFix).filter((found) => found !== undefined);
    const edits = combineFixes(wanted).edits.find(({ file }) => file === migration.file);
    if (!edits) return { text, rounds: round };
    text = applyEdits(text, edits.edits);
  }
  return { text, rounds: mostRounds };
}

const total = { repositories: 0, migrations: 0, changed: 0, broken: 0, unstable: 0 };
for (const name of fs.readdirSync(mirror).sort()) {
  const repository = path.join(mirror, name, 'repo');
  if (!fs.existsSync(repository)) continue;
  total.repositories++;
  for (const { folder, schema, migrations } of projectsOf(repository)) {
    const source = {
      root: folder,
      migrations,
      schema,
      driftIgnore: undefined,
      driftIgnoreFile: `${folder}/drift-ignore.json`,
      config: undefined,
      unread: [],
      prisma: { version: '7.10.0', source: 'assumed' },
      lockProvider: undefined,
      history: undefined,
    };
    const lintText = textLinter(await ReplayedProject.open(source, loadGrammar), judgingBy({}));
    for (const migration of migrations) {
      total.migrations++;
      const fixed = await fix(lintText, migration);
      if (fixed.text === migration.text) continue;
      total.changed++;
      const again = await fix(lintText, { ...migration, text: fixed.text });
      const where = `${name} ${folder}/${migration.name}`;
      if (parses(migration.text) && !parses(fixed.text)) {
        total.broken++;
        console.log(`no longer parses: ${where}`);
      }
      if (fixed.rounds >= mostRounds || again.text !== fixed.text) {
        total.unstable++;
        console.log(`not the same twice: ${where}`);
      }
    }
  }
}
console.log(
  `${total.migrations} migrations of ${total.repositories} repositories: ${total.changed} changed by fixes, ` +
    `${total.broken} of them no longer parse, ${total.unstable} change again`,
);
process.exitCode = total.broken + total.unstable > 0 || total.migrations === 0 ? 1 : 0;
