import { ignoredStatementFix } from '../fixes/ignored-statement';
import { headingOf } from '../../sql/headings';
import type { Statement } from '../../sql/statements';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';

/** Prisma's headings of statements that begin with each word. */
const headings: Readonly<Record<string, readonly string[]>> = {
  create: ['CreateIndex', 'CreateTable', 'CreateEnum', 'CreateExtension', 'CreateSequence', 'CreateSchema'],
  alter: [
    'AlterTable',
    'AddForeignKey',
    'DropForeignKey',
    'RenameIndex',
    'RenameForeignKey',
    'AlterEnum',
    'AlterSequence',
    'AlterExtension',
    'RedefineTables',
  ],
  drop: ['DropIndex', 'DropTable', 'DropEnum', 'DropSequence', 'DropExtension', 'DropView'],
};

function headingFor({ migration, script }: Change, statement: Statement): string | undefined {
  return headings[statement.verb]?.find((heading) =>
    headingOf(migration.text, script.statements, statement, heading),
  );
}

/** The index that the statement makes or drops, if it is one. */
function indexOf({ steps }: Change, statement: Statement): Report['index'] {
  const operation = steps.find((step) => step.statement === statement)?.operation;
  const isDrop = operation?.kind === 'drop' && operation.object === 'index';
  const names = isDrop ? operation.names : operation?.kind === 'create-index' ? [operation.name] : [];
  const [name] = names;
  return name && names.length === 1 ? { schema: name.schema ?? 'public', name: name.name } : undefined;
}

function report(change: Change, statement: Statement): Report[] {
  const ignored = change.ignoredBy(statement);
  if (!ignored) return [];
  const index = indexOf(change, statement);
  const heading = headingFor(change, statement);
  const fix = ignoredStatementFix(change, statement, ignored, heading);
  const reason = ignored.reason?.trim() ?? '';
  return [
    {
      // The patterns are there to clean up after Prisma; a person who writes such a statement knows of them.
      severity: heading === undefined ? 'info' : 'warning',
      range: { start: statement.start, end: statement.contentEnd },
      ...(index && { index }),
      intent: heading === undefined ? 'deliberate' : 'generated',
      message: `drift-ignore.json does not want this statement${reason === '' ? '.' : `: ${reason.replace(/\.?$/, '.')}`}`,
      why: `${ignored.pattern.place} matches it.`,
      fixes: fix ? [fix] : [],
      related: [
        { file: ignored.file, range: ignored.pattern.range, message: 'This pattern matches the statement.' },
      ],
    },
  ];
}

const history = [
  'CREATE TABLE notes (id text, chat_id text);\nCREATE INDEX notes_chat_id_idx ON notes (chat_id) WHERE chat_id IS NOT NULL;',
];
const schema = 'model notes {\n  id String @id\n  chat_id String?\n  @@index([chat_id])\n}';
const ignoring = (action: string): string =>
  `{ "ignorePatterns": [{ "pattern": "CREATE INDEX.*notes_chat_id_idx(?!.*WHERE)", "reason": "already exists, with a WHERE", "action": "${action}" }] }`;

export const ignoredPattern: Rule = {
  id: 'ignored-pattern',
  summary: 'A statement that an entry of ignorePatterns in drift-ignore.json does not want.',
  check: (change) => change.script.statements.flatMap((statement) => report(change, statement)),
  examples: [
    {
      title: 'a statement that is left out',
      history,
      schema,
      driftIgnore: ignoring('remove'),
      migration: '-- CreateIndex\nCREATE INDEX "notes_chat_id_idx"\n  ON "notes"("chat_id");\n',
      reports: [
        'warning notes_chat_id_idx: drift-ignore.json does not want this statement: already exists, with a WHERE.',
      ],
      fixed:
        '-- migration-guard: left out a CREATE, as drift-ignore.json says: already exists, with a WHERE\n',
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
      migration:
        'CREATE INDEX "notes_chat_id_idx"\n  ON "notes"("chat_id")\n  WHERE "chat_id" IS NOT NULL;\n',
      reports: [],
    },
  ],
};
