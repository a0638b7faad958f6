import type { HistoryExample } from './example';

const table = 'CREATE TABLE notes (id text, body text);\n';
const trigger =
  'CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\nCREATE TRIGGER notes_touch BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch();\n';
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
    title: 'a squash that makes a plain index of the name',
    base: { '1_init': table, '2_body': index },
    now: { '0_squashed': `${table}CREATE INDEX notes_body ON notes (body);\n` },
    reports: [
      'error notes_body: Makes notes_body another index than the history at 85d16f6: it has the keys (body), not (an expression).',
    ],
  },
  {
    title: 'a squash that PostgreSQL has printed',
    base: { '1_init': table, '2_body': "CREATE INDEX notes_body ON notes (lower(body)) WHERE id <> 'a';\n" },
    now: {
      '0_squashed': `${table}CREATE INDEX notes_body ON public.notes USING btree (lower(body)) WHERE (id <> 'a'::text);\n`,
    },
    reports: [],
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
  {
    title: 'a squash that forgets a trigger and its function',
    base: { '1_init': table, '2_touch': trigger },
    now: { '0_squashed': `-- CreateTable\n${table}` },
    reports: [
      'error: Loses the function touch() and the trigger notes_touch of notes: the history at 85d16f6 made them, and no migration does now.',
    ],
  },
  {
    title: 'a squash that has them',
    base: { '1_init': table, '2_touch': trigger },
    now: { '0_squashed': table + trigger },
    reports: [],
  },
  {
    title: 'a squash that makes a generated column a plain one',
    base: {
      '1_init': table,
      '2_words': 'ALTER TABLE notes ADD COLUMN words integer GENERATED ALWAYS AS (length(body)) STORED;\n',
    },
    now: { '0_squashed': '-- CreateTable\nCREATE TABLE notes (id text, body text, words integer);\n' },
    reports: [
      'error: Loses the generated column words of notes: the history at 85d16f6 made it, and no migration does now.',
    ],
  },
  {
    title: 'a squash without a block that made nobody can tell what',
    base: {
      '1_init': table,
      '2_all':
        "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables LOOP EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t); END LOOP; END $$;\n",
    },
    now: { '0_squashed': `-- CreateTable\n${table}` },
    reports: [
      'warning: Cannot tell all that is lost: a block in 2_all, which the history at 85d16f6 has, puts statements together while it runs.',
    ],
  },
  {
    title: 'a trigger that somebody edits out of its migration',
    base: { '1_init': table, '2_touch': trigger },
    now: { '1_init': table, '2_touch': trigger.split('\n')[0] ?? '' },
    reports: [
      'info: Loses the trigger notes_touch of notes: the history at 85d16f6 made it, and no migration does now.',
    ],
  },
];
