import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'two statements in one migration',
    history: ['CREATE TABLE notes (id text, body text);'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    migration:
      'ALTER TABLE notes ADD COLUMN tag text;\nCREATE INDEX CONCURRENTLY notes_tag ON notes (tag);\n',
    reports: ['error: CREATE INDEX CONCURRENTLY is not alone in its migration: PostgreSQL refuses it.'],
  },
  {
    title: 'alone it works',
    history: ['CREATE TABLE notes (id text, body text);'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    migration: '-- On a busy table.\nCREATE INDEX CONCURRENTLY notes_body ON notes (body);\n',
    reports: [],
  },
  {
    title: 'a view may be refreshed concurrently in a transaction',
    history: ['CREATE MATERIALIZED VIEW sums AS SELECT 1;'],
    schema: '',
    migration: 'SELECT 1;\nREFRESH MATERIALIZED VIEW CONCURRENTLY sums;\n',
    reports: [],
  },
];
