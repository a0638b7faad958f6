import type { MigrationExample } from './example';

const schema = 'model notes {\n  id Int @id\n  body String\n}';
const table = '-- CreateTable\nCREATE TABLE "notes" ("id" INTEGER NOT NULL, "body" TEXT NOT NULL);';
const trigger = 'CREATE TRIGGER notes_touch BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch();';
const history = [
  table,
  `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n${trigger}`,
];
const renamed = `-- DropTable\nDROP TABLE "notes";\n\n${table.replace('"notes"', '"memos"')}\n`;

export const examples: readonly MigrationExample[] = [
  {
    title: 'a model gets another name',
    ...{ history, schema: schema.replace('notes', 'memos') },
    migration: renamed,
    reports: [
      'error: Drops the table notes, and with it the trigger notes_touch. memos, which looks like the same table under a new name, is made without it.',
    ],
    fixed: `${renamed.trimEnd()}\n\n-- migration-guard: the trigger notes_touch, as before\nCREATE TRIGGER notes_touch BEFORE UPDATE ON "memos" FOR EACH ROW EXECUTE FUNCTION touch();\n`,
  },
  {
    title: 'the table leaves',
    ...{ history, schema: '' },
    migration: '-- DropTable\nDROP TABLE "notes";\n',
    reports: [],
  },
  {
    title: 'a person drops it, and does not say why',
    ...{ history, schema },
    migration: 'DROP TRIGGER IF EXISTS notes_touch ON notes;\n',
    reports: ['warning: Drops the trigger notes_touch of notes.'],
    fixed: '-- migration-guard: kept notes_touch\n',
  },
  {
    title: 'a person drops it with its function',
    ...{ history, schema },
    migration: 'DROP TRIGGER notes_touch ON notes;\nDROP FUNCTION touch();\n',
    reports: ['info: Drops the trigger notes_touch of notes.'],
  },
  {
    title: 'and one that the function takes along',
    ...{ history, schema },
    migration: 'DROP FUNCTION touch() CASCADE;\n',
    reports: ['info: Drops the function touch, and with it the trigger notes_touch.'],
  },
  {
    title: 'a person makes it again',
    ...{ history, schema },
    migration: `DROP TRIGGER IF EXISTS notes_touch ON notes;\n${trigger}\n`,
    reports: [],
  },
  {
    title: 'it is switched off for a load of data, and on again',
    ...{ history, schema },
    migration:
      "ALTER TABLE notes DISABLE TRIGGER ALL;\nUPDATE notes SET body = '';\nALTER TABLE notes ENABLE TRIGGER ALL;\n",
    reports: [],
  },
  {
    title: 'it is switched off and stays so',
    ...{ history, schema },
    migration: "ALTER TABLE notes DISABLE TRIGGER notes_touch;\nUPDATE notes SET body = '';\n",
    reports: ['warning: Switches off the trigger notes_touch of notes.'],
  },
];
