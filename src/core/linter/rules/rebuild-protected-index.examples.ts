import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'Prisma drops an index, and a person put it back below',
    history: [
      'CREATE TABLE tags (id text, name text);\nCREATE INDEX tags_name_idx ON tags USING gist (name gist_trgm_ops(siglen=32));',
    ],
    schema: 'model tags {\n  id String @id\n  name String?\n}',
    migration:
      '-- DropIndex\nDROP INDEX "tags_name_idx";\n\nCREATE INDEX tags_name_idx ON tags USING gist (name gist_trgm_ops(siglen = 32));\n',
    reports: [
      'warning tags_name_idx: Drops tags_name_idx, a trigram index on tags.name, and makes the same index again: a needless rebuild that blocks writes.',
    ],
    fixed:
      '-- migration-guard: kept tags_name_idx: the same index was made again below\n\n-- migration-guard: tags_name_idx stays as it is\n',
  },
  {
    title: 'a rebuild that a person asked for',
    history: ['CREATE TABLE tags (id text, name text);\nCREATE INDEX tags_lower ON tags (lower(name));'],
    schema: 'model tags {\n  id String @id\n  name String?\n}',
    migration: 'DROP INDEX tags_lower;\nCREATE INDEX tags_lower ON tags (lower(name));\n',
    reports: [],
  },
  {
    title: 'a unique index in whose place a primary key comes',
    history: [
      'CREATE TABLE notes (id text NOT NULL, body text);\nCREATE UNIQUE INDEX notes_u ON notes (id);',
    ],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    migration:
      '-- DropIndex\nDROP INDEX "notes_u";\n\n-- AlterTable\nALTER TABLE "notes" ADD CONSTRAINT "notes_pkey" PRIMARY KEY ("id");\n',
    reports: [],
  },
];
