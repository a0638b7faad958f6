import type { MigrationExample } from './example';

const history = [
  'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));',
];
const schema = 'model notes {\n  id String @id\n  body String?\n}';
const comment = '-- migration-guard-ignore drop-protected-index: search moved to another service\n';

export const examples: readonly MigrationExample[] = [
  {
    title: 'the statement that it spoke of has gone',
    history,
    schema,
    migration: `${comment}SELECT 1;\n`,
    reports: ['warning: This suppresses nothing: drop-protected-index finds nothing here.'],
  },
  {
    title: 'a suppression that is in use',
    history,
    schema,
    migration: `${comment}-- DropIndex\nDROP INDEX "notes_lower";\n`,
    reports: [],
  },
];
