import type { MigrationExample } from './example';

const history = [
  'CREATE TABLE notes (id text, chat_id text);\nCREATE INDEX notes_chat_id_idx ON notes (chat_id) WHERE chat_id IS NOT NULL;',
];
const schema = 'model notes {\n  id String @id\n  chat_id String?\n  @@index([chat_id])\n}';
const ignoring = (action: string): string =>
  `{ "ignorePatterns": [{ "pattern": "CREATE INDEX.*notes_chat_id_idx(?!.*WHERE)", "reason": "already exists, with a WHERE", "action": "${action}" }] }`;

export const examples: readonly MigrationExample[] = [
  {
    title: 'a statement that is left out',
    history,
    schema,
    driftIgnore: ignoring('remove'),
    migration: '-- CreateIndex\nCREATE INDEX "notes_chat_id_idx"\n  ON "notes"("chat_id");\n',
    reports: [
      'warning notes_chat_id_idx: drift-ignore.json does not want this statement: already exists, with a WHERE.',
    ],
    fixed: '-- migration-guard: left out a CREATE, as drift-ignore.json says: already exists, with a WHERE\n',
  },
  {
    title: 'a statement that becomes a comment',
    history,
    schema,
    driftIgnore: ignoring('comment'),
    migration: '-- CreateIndex\nCREATE INDEX "notes_chat_id_idx"\n  ON "notes"("chat_id");\n',
    reports: [
      'warning notes_chat_id_idx: drift-ignore.json does not want this statement: already exists, with a WHERE.',
    ],
    fixed:
      '-- migration-guard: commented out the next 2 lines, as drift-ignore.json says: already exists, with a WHERE\n-- CREATE INDEX "notes_chat_id_idx"\n--   ON "notes"("chat_id");\n',
  },
  {
    title: 'a statement that the pattern does not match as a whole',
    history: ['CREATE TABLE notes (id text, chat_id text);'],
    schema,
    driftIgnore: ignoring('remove'),
    migration: 'CREATE INDEX "notes_chat_id_idx"\n  ON "notes"("chat_id")\n  WHERE "chat_id" IS NOT NULL;\n',
    reports: [],
  },
];
