// npm run demo: a day with Migration Guard, for real, on a copy of examples/memories. The database is an embedded
// PostgreSQL with pgvector, the Prisma CLI is the real one, on its engine's WebAssembly build: nothing is downloaded.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { copyExample, draft, installPrisma } from './example.mjs';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const { openEmbedded } = createRequire(import.meta.url)(path.join(repository, 'dist/embedded.js'));
const cli = path.join(repository, 'dist/cli.js');
const began = performance.now();
const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'memories-')));
const clear = () => fs.rmSync(folder, { recursive: true, force: true });
process.once('exit', clear);
for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.once(signal, () => process.exit(exitCode));
}

/** The example before somebody wanted tags: with Prisma installed, and its draft not written yet. */
function prepare() {
  copyExample(folder);
  fs.rmSync(path.join(folder, draft), { recursive: true });
  edit('prisma/schema.prisma', (text) =>
    text.replace(/^ {2}tags .*\n/m, '').replace(/^ {2}@@index\(\[tags\].*\n/m, ''),
  );
  installPrisma(folder);
}

function edit(file, change) {
  const target = path.join(folder, file);
  const text = fs.readFileSync(target, 'utf8');
  fs.writeFileSync(target, change(text));
}

const bold = (text) => styleText('bold', text);
const dim = (text) => styleText('dim', text);
let steps = 0;

function step(title, ...lines) {
  steps += 1;
  console.log(`\n${bold(`${steps}. ${title}`)}`);
  for (const line of lines) console.log(line);
}

/**
 * Runs a program and shows what it prints, or only the lines of it that match. The database, which is in this process,
 * goes on meanwhile.
 */
function run(words, program, args, env, shown) {
  console.log(`\n${dim(`$ ${words}`)}`);
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', shown ? 'pipe' : 'inherit', 'inherit'];
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio });
    const end = () => child.kill();
    process.once('exit', end);
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (printed += text));
    child.once('error', reject);
    child.once('close', (exitCode) => {
      process.off('exit', end);
      // Where it went wrong, all of it is of interest.
      const lines = printed.split('\n').filter((line) => exitCode !== 0 || shown?.test(line));
      if (lines.length > 0) console.log(lines.join('\n'));
      resolve(exitCode);
    });
  });
}

async function main() {
  prepare();
  const database = await openEmbedded(['vector']);
  const env = {
    ...process.env,
    DATABASE_URL: await database.serve(),
    PRISMA_SCHEMA_ENGINE_BINARY: path.join(repository, 'test/tools/prisma-engine/schema-engine.mjs'),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
  const guard = (...args) => run(`migration-guard ${args.join(' ')}`, cli, args, env);
  const prisma = (...args) =>
    run(
      `prisma ${args.join(' ')}`,
      path.join(repository, 'node_modules/prisma/build/index.js'),
      args,
      env,
      /migrations? found|successfully/,
    );
  const hasIndex = async (name) => (await database.readIndexes()).some((index) => index.name === name);
  const ends = [];

  step(
    'A chat service remembers: memories, searched by meaning',
    'Its history makes two indexes that Prisma has no words for: an ivfflat index,',
    'by hand, and a partial one. It is applied to an empty PostgreSQL.',
  );
  ends.push(['prisma migrate deploy', 0, await prisma('migrate', 'deploy')]);

  step('Somebody wants tags, and adds two lines to schema.prisma');
  edit('prisma/schema.prisma', (text) =>
    text
      .replace(
        /^( {2}createdAt .*\n)(?=\n {2}@@index\(\[chatId\]\))/m,
        '  tags         String[]                    @default([])\n$1',
      )
      .replace(/^ {2}@@index\(\[chunkGroupId\]\)\n/m, '$&  @@index([tags], type: Gin)\n'),
  );
  console.log(`\n  ${styleText('green', '+ tags  String[]  @default([])')}`);
  console.log(`  ${styleText('green', '+ @@index([tags], type: Gin)')}`);

  step('Prisma would drop the vector index along the way; safe-migrate does not');
  ends.push(['safe-migrate', 0, await guard('safe-migrate', '--name', 'add_tags')]);
  ends.push(['migrate', 0, await guard('migrate')]);
  const isKept = await hasIndex('idx_memories_embedding');

  step(
    'Somebody rewords a comment in a migration that is applied',
    'From now on prisma migrate dev would want to reset the database.',
  );
  const reworded = '20251127020000_restore_vector_index';
  edit(`prisma/migrations/${reworded}/migration.sql`, (text) =>
    text.replace('search was slow for two days', 'search was slow'),
  );
  ends.push(['check-drift', 1, await guard('check-drift')]);

  step('It is proved to be a comment only, so the checksum can follow');
  ends.push(['fix-drift', 0, await guard('fix-drift', reworded, '--yes')]);
  ends.push(['check-drift', 0, await guard('check-drift')]);
  await database.close();
  return conclude(ends, isKept);
}

/** @returns the exit code */
function conclude(ends, isKept) {
  const wrong = ends.filter(([, wanted, exitCode]) => exitCode !== wanted);
  if (wrong.length > 0 || !isKept) {
    for (const [words, wanted, exitCode] of wrong)
      console.error(`${words} ended with ${exitCode}, not ${wanted}.`);
    if (!isKept) console.error('idx_memories_embedding is gone.');
    console.error('The demo did not go as it should.');
    return 1;
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  step(`That was it, in ${seconds} seconds`);
  console.log(`
  kept      idx_memories_embedding (ivfflat), which Prisma wanted to drop
  applied   the new column and its index, by the project's own Prisma
  proved    an edited migration to say what it said, and corrected its checksum

Next, in a project of yours: npx migration-guard lint`);
  return 0;
}

process.exitCode = await main();
