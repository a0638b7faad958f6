import type { MigrationExample } from './example';

const history = [
  'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));',
];
const schema = 'model notes {\n  id String @id\n  body String?\n}';

export const examples: readonly MigrationExample[] = [
  {
    title: 'a slip of the pen',
    history,
    schema,
    migration: '-- AlterTable\nALTER TABLE "notes" ADD COLUM "pinned" BOOLEAN;\n',
    reports: ['error: PostgreSQL refuses this: syntax error at or near "BOOLEAN".'],
  },
  {
    title: 'a dump with commands of psql',
    history,
    schema,
    migration: '\\restrict x1\n\nSET statement_timeout = 0;\n\n\\unrestrict x1\n',
    reports: [
      'error: PostgreSQL refuses this: syntax error at or near "\\".',
      'error: PostgreSQL refuses this: syntax error at or near "\\".',
    ],
  },
  {
    title: 'an unresolved merge, and what a package manager has printed',
    history,
    schema,
    migration: 'yarn run v1.22.19\nSELECT 1;\n<<<<<<< HEAD\nSELECT 2;\n=======\nSELECT 3;\n>>>>>>> other\n',
    reports: [
      'error: PostgreSQL refuses this: syntax error at or near "yarn".',
      'error: PostgreSQL refuses this: syntax error at or near "<<<<<<<".',
      'error: PostgreSQL refuses this: syntax error at or near "=======".',
      'error: PostgreSQL refuses this: syntax error at or near ">>>>>>>".',
    ],
  },
  {
    title: 'typographic quotation marks',
    history,
    schema,
    migration: 'DROP INDEX “notes_lower”;\n',
    reports: ['error: PostgreSQL takes typographic quotation marks for letters of the name.'],
  },
  {
    title: 'a byte order mark',
    history,
    schema,
    migration: '\uFEFFSELECT 1;\n',
    reports: ['error: PostgreSQL refuses this: syntax error at or near the byte order mark.'],
  },
  {
    title: 'a DROP of what a query finds',
    history,
    schema,
    migration: `DO $$
DECLARE i record;
BEGIN
  FOR i IN SELECT indexname FROM pg_indexes WHERE tablename = 'notes' LOOP
    EXECUTE format('DROP INDEX %I', i.indexname);
  END LOOP;
END $$;
`,
    reports: ['warning: Puts a DROP together while it runs: what it drops cannot be read here.'],
  },
  {
    title: 'what belongs to a role stands nowhere',
    history,
    schema,
    migration: 'DROP OWNED BY importer CASCADE;\n',
    reports: ['warning: Drops everything that belongs to a role: what that is cannot be read here.'],
  },
  {
    title: 'a ROLLBACK undoes what counts as done, and as a word in a text it does not',
    history,
    schema,
    migration: `INSERT INTO notes VALUES ('1', 'ROLLBACK;');
ROLLBACK;
`,
    reports: ['warning: Undoes statements before it, which count as done here and for Prisma.'],
  },
  {
    title: 'a DROP of names that stand there is read',
    history,
    schema,
    migration: `DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['notes_old'] LOOP
    EXECUTE format('DROP INDEX IF EXISTS %I', name);
  END LOOP;
END $$;
`,
    reports: [],
  },
  {
    title: 'whatever PostgreSQL reads',
    history,
    schema,
    migration: `-- “Quotes” in a comment, and «names» in a text.
INSERT INTO notes VALUES ('1', '“quoted”');
DO $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', current_setting('app.table'));
END $$;
`,
    reports: [],
  },
];
