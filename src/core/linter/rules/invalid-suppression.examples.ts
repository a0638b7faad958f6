import type { MigrationExample } from './example';

const history = [
  'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));',
];
const schema = 'model notes {\n  id String @id\n  body String?\n}';
const drop = '-- DropIndex\nDROP INDEX "notes_lower";\n';

export const examples: readonly MigrationExample[] = [
  {
    title: 'no reason',
    history,
    schema,
    migration: `-- migration-guard-ignore drop-protected-index\n${drop}`,
    reports: [
      'warning: This suppresses nothing yet: write after a colon why drop-protected-index is wrong here, for the next reader.',
    ],
  },
  ...['-', '...', '123', '✓'].map((reason) => ({
    ...{ title: `${reason} as a reason`, history, schema },
    migration: `-- migration-guard-ignore drop-protected-index: ${reason}\n${drop}`,
    reports: [
      'warning: This suppresses nothing yet: write after a colon why drop-protected-index is wrong here, for the next reader.',
    ],
  })),
  {
    title: 'a rule that there is not',
    history,
    schema,
    migration: `-- migration-guard-ignore drop-protected-idx: search moved to another service\n${drop}`,
    reports: [
      'warning: This suppresses nothing: there is no rule drop-protected-idx. Did you mean drop-protected-index?',
    ],
  },
  {
    title: 'a rule and a reason',
    history,
    schema,
    migration: `-- migration-guard-ignore drop-protected-index: search moved to another service\n${drop}`,
    reports: [],
  },
];
