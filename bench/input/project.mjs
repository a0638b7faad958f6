// Writes whole projects to disk: schema, migrations, and a git history that brought them in one after the other.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { harmfulMigration, nextMigration } from './migrations.mjs';
import { emptyModel, schemaText } from './model.mjs';
import { randomFrom } from './random.mjs';

const seed = 20251127;
/** Beyond so many, several migrations come with one commit: the folders of a long history take long to write. */
const mostCommits = 1000;
const settings = {
  'package.json': '{ "name": "bench", "private": true, "devDependencies": { "prisma": "^6.19.0" } }\n',
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
};

/**
 * A project of `count` made-up migrations. All but the last are committed; the last is the draft at which somebody
 * works, and where there are others, it drops an index made by hand.
 */
export async function generatedProject(folder, count) {
  const random = randomFrom(seed);
  const model = emptyModel();
  const repository = startRepository(folder);
  await repository.commit(settings);
  const perCommit = Math.ceil(count / mostCommits);
  let files = {};
  for (let index = 0; index < count - 1; index += 1) {
    files[migrationFile(index)] = nextMigration(model, random);
    if ((index + 1) % perCommit !== 0 && index < count - 2) continue;
    await repository.commit({ ...files, 'prisma/schema.prisma': schemaText(model) });
    files = {};
  }
  await repository.checkOut();
  const draft = count === 1 ? nextMigration(model, random) : harmfulMigration(model);
  write(folder, migrationFile(count - 1), draft);
  write(folder, 'prisma/schema.prisma', schemaText(model));
}

/** A project of migrations that somebody has at hand, in the order of their paths; the last is not committed. */
export async function copiedProject(folder, texts) {
  const repository = startRepository(folder);
  const schema = { 'prisma/schema.prisma': schemaText(emptyModel()) };
  await repository.commit({ ...settings, ...schema });
  const perCommit = Math.ceil(texts.length / mostCommits);
  for (let index = 0; index < texts.length - 1; index += perCommit) {
    const some = texts.slice(index, Math.min(index + perCommit, texts.length - 1));
    await repository.commit(Object.fromEntries(some.map((text, at) => [migrationFile(index + at), text])));
  }
  await repository.checkOut();
  write(folder, migrationFile(texts.length - 1), texts.at(-1));
}

/** The texts of all `migration.sql` below a folder, in the order of their paths. */
export function migrationsBelow(folder) {
  const files = fs.readdirSync(folder, { recursive: true }).map(String);
  const wanted = files.filter((file) => path.basename(file) === 'migration.sql').sort();
  return wanted.map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
}

/** The migrations of a project in that folder of it, as paths from the project, in order. */
export function migrationsOf(project, folder = 'prisma/migrations') {
  return fs
    .readdirSync(path.join(project, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}/migration.sql`)
    .filter((file) => fs.existsSync(path.join(project, file)))
    .sort();
}

/** One text of so many made-up migrations that it is about `length` characters long. */
export function longMigration(length) {
  const random = randomFrom(seed);
  const model = emptyModel();
  let text = '';
  while (text.length < length) text += `${nextMigration(model, random)}\n`;
  return text;
}

function migrationFile(index) {
  const time = new Date(Date.UTC(2019, 0, 1) + index * 3 * 60 * 60 * 1000);
  const name = `${time.toISOString().replace(/\D/g, '').slice(0, 14)}_change_${index + 1}`;
  return `prisma/migrations/${name}/migration.sql`;
}

function write(folder, file, text) {
  const place = path.join(folder, file);
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.writeFileSync(place, text);
}

/** A new repository that takes commits by the thousand. */
function startRepository(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const git = (...args) =>
    execFileSync('git', ['-C', folder, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  git('init', '--quiet', '--initial-branch=main');
  const importing = spawn('git', ['-C', folder, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const ended = once(importing, 'close');
  let made = 0;
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  return {
    async commit(files) {
      made += 1;
      const head = `commit refs/heads/main\ncommitter Bench <bench@example.invalid> ${1546300800 + made * 3600} +0000\n`;
      const changes = Object.entries(files).map(([file, text]) => `M 100644 inline ${file}\n${data(text)}`);
      if (!importing.stdin.write(`${head}${data(`Change ${made}`)}${changes.join('')}\n`))
        await once(importing.stdin, 'drain');
    },
    async checkOut() {
      importing.stdin.end();
      const [code] = await ended;
      if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
      git('reset', '--quiet', '--hard', 'main');
    },
  };
}
