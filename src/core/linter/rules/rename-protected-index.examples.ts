import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'the entry in drift-ignore.json keeps the old name',
    history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    driftIgnore: '{ "protectedIndexes": [{ "name": "notes_lower", "table": "notes" }] }',
    migration: 'ALTER INDEX notes_lower RENAME TO notes_body;\n',
    reports: [
      'warning notes_lower: Renames notes_lower, an expression index on notes (body), to notes_body. drift-ignore.json still names the old one.',
    ],
  },
  {
    title: 'a person renames an index that nobody lists',
    history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    migration: 'ALTER INDEX notes_lower RENAME TO notes_body;\n',
    reports: ['info notes_lower: Renames notes_lower, an expression index on notes (body), to notes_body.'],
  },
  {
    title: 'the schema declares the new name',
    history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX old_body ON notes (body);'],
    schema: 'model notes {\n  id String @id\n  body String?\n  @@index([body])\n}',
    migration: '-- RenameIndex\nALTER INDEX "old_body" RENAME TO "notes_body_idx";\n',
    reports: [],
  },
];
