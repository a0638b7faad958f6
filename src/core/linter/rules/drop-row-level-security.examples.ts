import type { MigrationExample } from './example';

const schema = 'model notes {\n  id Int @id\n  tenant String\n}';
const table = '-- CreateTable\nCREATE TABLE "notes" ("id" INTEGER NOT NULL, "tenant" TEXT NOT NULL);';
const policy = "CREATE POLICY own ON notes USING (tenant = current_setting('app.tenant'));";
const history = [table, `ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\n${policy}`];
const renamed = `-- DropTable\nDROP TABLE "notes";\n\n${table.replace('"notes"', '"memos"')}\n`;

export const examples: readonly MigrationExample[] = [
  {
    title: 'a model gets another name, and all of its rows are open',
    ...{ history, schema: schema.replace('notes', 'memos') },
    migration: renamed,
    reports: [
      'error: Drops the table notes, and with it row level security and the policy own. memos, which looks like the same table under a new name, is made without them.',
    ],
    fixed: `${renamed.trimEnd()}\n\n-- migration-guard: row level security and the policy own, as before\nALTER TABLE "memos" ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own ON "memos" USING (tenant = current_setting('app.tenant'));\n`,
  },
  {
    title: 'the table leaves',
    ...{ history, schema: '' },
    migration: '-- DropTable\nDROP TABLE "notes";\n',
    reports: [],
  },
  {
    title: 'a person switches it off',
    ...{ history, schema },
    migration: 'ALTER TABLE notes DISABLE ROW LEVEL SECURITY;\n',
    reports: ['warning: Switches off row level security of notes.'],
    fixed: '-- migration-guard: kept notes\n',
  },
  {
    title: 'a person writes a policy anew',
    ...{ history, schema },
    migration: `DROP POLICY own ON notes;\n${policy}\n`,
    reports: [],
  },
  {
    title: 'a person puts two policies in the place of one',
    ...{ history, schema },
    migration:
      'DROP POLICY own ON notes;\nCREATE POLICY reads ON notes FOR SELECT USING (true);\nCREATE POLICY writes ON notes FOR UPDATE USING (false);\n',
    reports: ['info: Drops the policy own of notes.'],
  },
  {
    title: 'a policy goes, and nobody says why',
    ...{ history, schema },
    migration: 'DROP POLICY own ON notes;\n',
    reports: ['warning: Drops the policy own of notes.'],
  },
];
