import type { HistoryExample } from './example';

const table = 'CREATE TABLE notes (id text, body text);\n';

export const examples: readonly HistoryExample[] = [
  {
    title: 'the SQL of an old migration',
    base: { '1_init': table },
    now: { '1_init': table.replace('body text', 'body text NOT NULL') },
    reports: ['error: Changes the SQL of 1_init, which is part of the base already.'],
  },
  {
    title: 'a comment in an old migration',
    base: { '1_init': table },
    now: { '1_init': `-- The first one.\n${table}` },
    reports: ['error: Changes comments or white space of 1_init, which is part of the base already.'],
  },
  {
    title: 'another name for an old migration',
    base: { '1_init': table },
    now: { '1_start': table },
    reports: ['error: Renames 1_init, which is part of the base already, to 1_start.'],
  },
  {
    title: 'migrations that were deleted are reported together',
    base: { '1_init': table, '2_a': 'SELECT 1;\n', '3_b': 'SELECT 2;\n' },
    now: { '1_init': table },
    reports: ['error: Deletes 2 migrations that are part of the base already, from 2_a to 3_b.'],
  },
  {
    title: 'other line ends, and a migration behind the old ones',
    base: { '1_init': table },
    now: { '1_init': table.replaceAll('\n', '\r\n'), '2_new': 'SELECT 1;\n' },
    reports: [],
  },
];
