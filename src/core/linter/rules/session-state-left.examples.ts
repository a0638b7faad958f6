import type { MigrationExample } from './example';

const schema = 'model notes {\n  id String @id\n}';

export const examples: readonly MigrationExample[] = [
  {
    title: 'what pg_dump writes before a schema',
    history: [],
    schema,
    migration:
      "SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.notes (id text PRIMARY KEY);\n",
    reports: [
      'error: Leaves search_path empty: Prisma then does not find _prisma_migrations, and the deploy fails (P1014).',
    ],
  },
  {
    title: 'the search path moves to another schema and stays there',
    history: [],
    schema,
    migration: 'CREATE SCHEMA audit;\nSET search_path TO audit;\nCREATE TABLE entries (id text);\n',
    reports: [
      'error: Leaves search_path at audit: Prisma then looks for _prisma_migrations there, and the deploy fails (P1014).',
    ],
  },
  {
    title: 'a role that is not given back, and a session that may not write any more',
    history: ['CREATE TABLE notes (id text PRIMARY KEY);'],
    schema,
    migration: 'SET ROLE reader;\nSELECT count(*) FROM notes;\nSET default_transaction_read_only = on;\n',
    reports: [
      'error: Leaves the session to reader: Prisma then writes its row of the migration as reader, to whom _prisma_migrations does not belong, and the deploy fails (permission denied).',
      'error: Leaves the session read-only: Prisma then cannot write its row of the migration, and the deploy fails.',
    ],
  },
  {
    title: 'a transaction that nothing ends',
    history: [],
    schema,
    migration: 'BEGIN;\nCREATE TABLE notes (id text PRIMARY KEY);\n',
    reports: [
      'error: Begins a transaction that nothing ends: when Prisma disconnects, all that was done since is undone, also its row of the migration.',
    ],
  },
  {
    title: 'all of it is put back, or ends with the migration by itself',
    history: ['CREATE TABLE notes (id text PRIMARY KEY);'],
    schema,
    migration:
      "SET LOCAL search_path = '';\nSET ROLE reader;\nSELECT count(*) FROM public.notes;\nRESET ROLE;\nBEGIN;\nSELECT set_config('search_path', '', true);\nCOMMIT;\n",
    reports: [],
  },
];
