import type { HistoryExample } from './example';

const table = 'CREATE TABLE notes (id text, body text);\n';
const index = 'CREATE INDEX notes_body ON notes (lower(body));\n';

export const examples: readonly HistoryExample[] = [
  {
    title: 'a squash that Prisma wrote from the schema',
    base: { '1_init': table, '2_body': index },
    now: { '0_squashed': table },
    reports: [
      'error notes_body: Loses notes_body, an expression index on notes (body): the history at 85d16f6 made it, and no migration does now.',
    ],
  },
  {
    title: 'a squash that keeps the index',
    base: { '1_init': table, '2_body': index },
    now: { '0_squashed': table + index },
    reports: [],
  },
  {
    title: 'a new migration that drops the index says so to everybody',
    base: { '1_init': table, '2_body': index },
    now: { '0_squashed': table + index, '3_drop': 'DROP INDEX notes_body;\n' },
    reports: [],
  },
];
