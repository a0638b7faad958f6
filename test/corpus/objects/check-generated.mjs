// Asks PostgreSQL whether generated.json is right.
//
// Usage: node test/corpus/objects/check-generated.mjs MIRROR [--only TEXT]
//
// MIRROR holds bare clones as owner+name/repo. The history of each project is replayed on the embedded PostgreSQL; then
// each change runs in a transaction of its own, and what the catalogue holds afterwards is compared with the labels. It
// needs dist (`node esbuild.js`). Exits with 1 when a label is wrong.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { replay } from './catalogue.mjs';
import { editSchema } from './edit-schema.mjs';
import { diffSchemas } from './prisma-diff.mjs';
import { gitDirectory, readProject } from './project.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
});
const [mirror] = positionals;
if (mirror === undefined) {
  console.error('usage: node test/corpus/objects/check-generated.mjs MIRROR [--only TEXT]');
  process.exit(2);
}

const keyOf = ({ kind, table, name }) => [kind, table, name].join(' ');

/** What PostgreSQL says otherwise than the labels, a sentence each. */
function* faultsOf(objects, before, after, change = {}) {
  if (after.refused !== undefined || objects.some(({ how }) => how === 'refused')) {
    for (const object of objects) {
      if ((object.how === 'refused') !== (after.refused !== undefined))
        yield `${keyOf(object)}: ${after.refused ?? 'PostgreSQL takes the migration'}`;
    }
    return;
  }
  const had = new Map(before.map((object) => [keyOf(object), object]));
  const has = new Map(after.objects.map((object) => [keyOf(object), object]));
  for (const object of objects) {
    const key = keyOf(object);
    if (!had.has(key)) yield `${key} is not there before`;
    const isThere = has.has(key) || isOnRenamed(object, after.objects, change);
    if (isThere !== (object.how === 'untouched')) yield `${key} is ${isThere ? 'there' : 'gone'} afterwards`;
  }
}

/** Whether the table that Prisma makes for a renamed model has such an object, of whatever name. */
function isOnRenamed({ kind, how }, objects, { edit, to, toTable = to }) {
  if (edit !== 'rename-model' || how !== 'recreated-table') return false;
  return objects.some((object) => object.kind === kind && object.table === toTable);
}

/** Objects on tables that go without a label, which a change must not have. */
function* unlabelled(objects, before, after) {
  const labelled = new Set(objects.map(keyOf));
  const has = new Set((after.objects ?? before).map(keyOf));
  for (const object of before) {
    if (object.table !== null && !has.has(keyOf(object)) && !labelled.has(keyOf(object)))
      yield `${keyOf(object)} goes without a label`;
  }
}

/** The extensions of a history, which Prisma writes only where the schema names them. */
function extensionsOf(migrations) {
  const all = migrations.map(({ sql = '' }) => sql).join('\n');
  const names = [...all.matchAll(/create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)"?/gi)];
  return [...new Set(names.map(([, name]) => name))].map((name) => ({
    name,
    sql: `CREATE EXTENSION IF NOT EXISTS "${name}" CASCADE`,
  }));
}

async function readSquashed({ schema, migrations }) {
  const sql = await diffSchemas(undefined, schema);
  const database = await replay(extensionsOf(migrations));
  const after = await database.attempt(sql);
  await database.close();
  return after;
}

async function check(facts, project) {
  const database = await replay(project.migrations);
  const before = await database.read();
  const faults = [];
  if (database.leftOut.join() !== facts.leftOut.join())
    faults.push(`left out: ${database.leftOut.join(', ')}`);
  for (const { objects, ...change } of facts.changes) {
    const sql = await diffSchemas(project.schema, editSchema(project.schema, change));
    const after = await database.attempt(sql);
    const said = [...faultsOf(objects, before, after, change), ...unlabelled(objects, before, after)];
    faults.push(...said.map((fault) => `${JSON.stringify(change)}: ${fault}`));
  }
  if (facts.squash.length > 0) {
    const said = faultsOf(facts.squash, before, await readSquashed(project));
    faults.push(...[...said].map((fault) => `squash: ${fault}`));
  }
  await database.close();
  return faults;
}

const counts = new Map();
const count = (key) => counts.set(key, (counts.get(key) ?? 0) + 1);
const projects = JSON.parse(fs.readFileSync(new URL('generated.json', import.meta.url), 'utf8'));
let wrong = 0;
for (const facts of projects.filter(({ repo }) => repo.includes(values.only))) {
  const directory = gitDirectory(mirror, facts.repo);
  const faults = directory === undefined ? [] : await check(facts, readProject(directory, facts));
  for (const fault of faults) console.log(`${facts.repo} ${facts.migrations} ${fault}`);
  wrong += faults.length;
  count(directory === undefined ? 'projects not in the mirror' : 'projects checked');
  for (const { edit, objects } of facts.changes) {
    count(`change ${edit}`);
    for (const { label, how } of objects) count(`label ${label} ${how}`);
  }
  for (const { label, kind } of facts.squash) count(`squash ${label} ${kind}`);
}
for (const [key, number] of [...counts].sort()) console.log(`${String(number).padStart(5)} ${key}`);
console.log(`${wrong} wrong`);
process.exit(wrong === 0 ? 0 : 1);
