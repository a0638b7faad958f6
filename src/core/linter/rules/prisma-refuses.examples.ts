import type { FilesExample } from './example';

const operations = JSON.stringify([
  {
    id: 'index.notes.notes_id_idx',
    label: 'Create index "notes_id_idx" on "notes"',
    operationClass: 'additive',
    execute: [{ description: 'create it', sql: 'CREATE INDEX "notes_id_idx" ON "notes" ("id")', params: [] }],
  },
]);

/** `migration.json`, with the hash that it has with these operations. */
function facts(from: string | null, to: string, migrationHash: string): string {
  return JSON.stringify({ from, to, createdAt: '2026-11-01T08:00:00.000Z', migrationHash });
}

const first = facts(null, 'aaaa', '346c86df0c830deb3af79f07ef1b1d44fef4fde68e7c60c984c160bbc15b3c93');
const second = facts('aaaa', 'bbbb', 'bc899c956b291308f709b8832a9daa0081e016a386b6cdd13933ab2c36cb7798');
const name = '20261101T0800_init';
const next = '20261102T0800_next';

export const examples: readonly FilesExample[] = [
  {
    title: 'a chain as Prisma writes it',
    migrations: { [name]: { facts: first, operations }, [next]: { facts: second, operations } },
    reports: [],
  },
  {
    title: 'the folders have other names than their order',
    migrations: { z_first: { facts: first, operations }, a_second: { facts: second, operations } },
    reports: [],
  },
  {
    title: 'operations that somebody changed by hand',
    migrations: { [name]: { facts: first, operations: operations.replaceAll('notes_id_idx', 'notes_idx') } },
    reports: [
      `error: Prisma does not apply ${name}: its hash is not that of its ops.json and migration.json.`,
    ],
  },
  {
    title: 'layout and the order of keys do not count',
    migrations: {
      [name]: {
        facts: JSON.stringify(JSON.parse(first), null, 4),
        operations: JSON.stringify(JSON.parse(operations), null, 2),
      },
    },
    reports: [],
  },
  {
    title: 'the first migration is gone',
    migrations: { [next]: { facts: second, operations } },
    reports: [
      `error: Prisma cannot apply ${next} to a new database: it begins at the contract aaaa, and no migration leads there.`,
    ],
  },
  {
    title: 'it ends where it begins',
    migrations: {
      [name]: { facts: first, operations },
      [next]: {
        facts: facts('aaaa', 'aaaa', '384394bfebee34c8354f39b91a84bacaf8aa22a63a3f5242ca3bac2ccf0ef44c'),
        operations,
      },
    },
    reports: [
      `error: Prisma applies no migration as long as ${next} is here: it ends at the contract at which it begins, and changes no data.`,
    ],
  },
  {
    title: 'it ends where it begins, for it changes data',
    migrations: {
      [name]: { facts: first, operations },
      [next]: {
        facts: facts('aaaa', 'aaaa', 'd12317005e7f55a1fd53ac52cc948794ff092b2baef7f434a9d4e864bcbf8b9e'),
        operations: operations.replace('additive', 'data'),
      },
    },
    reports: [],
  },
  {
    title: 'a migration of Prisma Next, which hashed other things',
    migrations: {
      [name]: {
        facts: JSON.stringify({
          from: 'sha256:empty',
          to: 'sha256:aaaa',
          hints: {},
          migrationHash: 'sha256:1',
        }),
        operations,
      },
    },
    reports: [],
  },
];
