import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'a partial unique index comes back without its WHERE clause',
    history: [
      'CREATE TABLE users (id text, email text, deleted_at timestamp);\nCREATE UNIQUE INDEX users_email_key ON users (email) WHERE deleted_at IS NULL;',
    ],
    schema: 'model users {\n  id String @id\n  email String? @unique\n  deleted_at DateTime?\n}',
    migration:
      '-- DropIndex\nDROP INDEX "users_email_key";\n\n-- CreateIndex\nCREATE UNIQUE INDEX "users_email_key" ON "users"("email");\n',
    reports: [
      'error users_email_key: Makes users_email_key again without its WHERE clause: it is a unique partial index on users.email.',
    ],
    fixed:
      '-- migration-guard: kept users_email_key as it was made\n\n-- migration-guard: users_email_key stays as it is\n',
  },
  {
    title: 'a person puts an index back that Prisma drops, and not all of it',
    history: [
      'CREATE TABLE notes (id text, body text, at timestamp);\nCREATE INDEX notes_body ON notes (body) INCLUDE (at);',
    ],
    schema: 'model notes {\n  id String @id\n  body String?\n  at DateTime?\n}',
    migration: '-- DropIndex\nDROP INDEX "notes_body";\n\nCREATE INDEX notes_body ON notes (body);\n',
    reports: [
      'error notes_body: Makes notes_body again without INCLUDE (at): it is a covering index on notes.body.',
    ],
  },
  {
    title: 'a person makes another index of it',
    history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    migration: 'DROP INDEX notes_lower;\nCREATE INDEX notes_lower ON notes (body);\n',
    reports: [
      'info notes_lower: Makes notes_lower again without its expression: it is an expression index on notes (body).',
    ],
  },
  {
    title: 'a person makes another index of one that is listed',
    history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    driftIgnore: '{ "protectedIndexes": [{ "name": "notes_lower" }] }',
    migration: 'DROP INDEX notes_lower;\nCREATE INDEX notes_lower ON notes (body);\n',
    reports: [
      'warning notes_lower: Makes notes_lower again without its expression: it is an expression index on notes (body).',
    ],
  },
  {
    title: 'Prisma drops one that is listed',
    history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    driftIgnore: '{ "protectedIndexes": [{ "name": "notes_lower" }] }',
    migration: '-- DropIndex\nDROP INDEX notes_lower;\nCREATE INDEX notes_lower ON notes (body);\n',
    reports: [
      'error notes_lower: Makes notes_lower again without its expression: it is an expression index on notes (body).',
    ],
  },
  {
    title: 'a person rewrites the index with another predicate',
    history: [
      'CREATE TABLE users (id text, email text, deleted_at timestamp);\nCREATE INDEX users_email ON users (email);',
    ],
    schema: 'model users {\n  id String @id\n  email String?\n  deleted_at DateTime?\n}',
    migration:
      'DROP INDEX users_email;\nCREATE INDEX users_email ON users (email) WHERE deleted_at IS NULL;\n',
    reports: [],
  },
];
