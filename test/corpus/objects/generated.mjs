// Makes the cases of generated.json again, as git repositories.
//
// Usage: node test/corpus/objects/generated.mjs MIRROR OUT [--only TEXT]
//
// MIRROR holds bare clones as owner+name/repo. Each case is a folder of OUT with a repository whose only commit is the
// schema and the history of a project. What is not committed is the change: the edited schema and the migration that Prisma
// writes for it, or, for a squash, that which Prisma writes from the schema in place of the history. OUT/cases.json says
// for each case { set, repo, kept, dir, migrationsDir, migration, change, objects }. It needs dist (`node esbuild.js`).
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { editSchema } from './edit-schema.mjs';
import { diffSchemas } from './prisma-diff.mjs';
import { gitDirectory, readProject } from './project.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
});
const [mirror, out] = positionals;
if (out === undefined) {
  console.error('usage: node test/corpus/objects/generated.mjs MIRROR OUT [--only TEXT]');
  process.exit(2);
}

function write(folder, file, text) {
  const target = path.join(folder, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
}

/** Where Prisma looks for it: a project may make its schema.prisma, uncommitted, from a file of another name. */
function inItsPlace({ schema, ...project }, facts) {
  const placeOf = (file) => (file === facts.schema ? path.join(path.dirname(file), 'schema.prisma') : file);
  return { ...project, schema: schema.map(([file, text]) => [placeOf(file), text]) };
}

/** A repository with the project as it is, whose copies are the cases. */
function writeBase(folder, { schema, migrations, others }) {
  for (const [file, text] of [...schema, ...others]) write(folder, file, text);
  for (const { file, sql } of migrations) if (sql !== undefined) write(folder, file, sql);
  const git = (...args) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  git('add', '--all', '--force');
  const who = ['-c', 'user.name=Migration Guard', '-c', 'user.email=migration-guard@example.invalid'];
  git(...who, '-c', 'commit.gpgsign=false', 'commit', '-q', '--no-verify', '-m', 'The history as it is');
}

/** Makes a case from the base and gives its entry for cases.json. */
function writeCase(facts, at, { set, migration, sql, schema, change, objects }) {
  const dir = path.join(facts.folder, at);
  fs.cpSync(path.join(out, facts.folder, 'base'), path.join(out, dir), { recursive: true });
  if (set === 'squash') {
    for (const name of fs.readdirSync(path.join(out, dir, facts.migrations))) {
      if (name !== 'migration_lock.toml')
        fs.rmSync(path.join(out, dir, facts.migrations, name), { recursive: true });
    }
  }
  for (const [file, text] of schema) write(path.join(out, dir), file, text);
  write(path.join(out, dir), path.join(facts.migrations, migration, 'migration.sql'), sql);
  const { repo, kept = false, migrations: migrationsDir } = facts;
  return { set, repo, kept, dir, migrationsDir, migration, change, objects };
}

async function casesOf(facts, project) {
  writeBase(path.join(out, facts.folder, 'base'), project);
  const cases = [];
  for (const [at, { objects, ...change }] of facts.changes.entries()) {
    const schema = editSchema(project.schema, change);
    const sql = await diffSchemas(project.schema, schema);
    const name = `${String(at + 1).padStart(2, '0')}-${change.edit}`;
    const made = { set: 'change', migration: '29991231000000_change', sql, schema, change, objects };
    cases.push(writeCase(facts, name, made));
  }
  if (facts.squash.length > 0) {
    const sql = await diffSchemas(undefined, project.schema);
    const made = { set: 'squash', migration: '000000000000_squashed_migrations', sql, objects: facts.squash };
    cases.push(writeCase(facts, 'squash', { ...made, schema: [] }));
  }
  fs.rmSync(path.join(out, facts.folder, 'base'), { recursive: true });
  return cases;
}

const projects = JSON.parse(fs.readFileSync(new URL('generated.json', import.meta.url), 'utf8'));
const cases = [];
for (const facts of projects.filter(({ repo }) => repo.includes(values.only))) {
  const directory = gitDirectory(mirror, facts.repo);
  if (directory === undefined) {
    console.log(`${facts.repo} is not in ${mirror}`);
    continue;
  }
  const folder = `${facts.repo.replace('/', '+')}+${facts.migrations.replaceAll('/', '+')}`;
  cases.push(...(await casesOf({ ...facts, folder }, inItsPlace(readProject(directory, facts), facts))));
}
write(out, 'cases.json', `${JSON.stringify(cases, undefined, 2)}\n`);
console.log(`${cases.length} cases`);
process.exit(); // The engine's database would keep it alive.
