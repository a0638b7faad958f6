import type { Pattern } from '../../protection/patterns';
import type { Finding } from '../findings/finding';
import { ignoredStatementFix } from '../fixes/ignored-statement';
import { commentText, headingOf } from '../../sql/headings';
import type { Statement } from '../../sql/statements';
import type { Change } from '../change/change';
import { prismaDrop } from '../change/intent';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'ignored-pattern',
  summary: 'A statement that an entry of ignorePatterns in drift-ignore.json does not want.',
  kinds: ['migration'],
  severity: { generated: 'warning', deliberate: 'info' },
  exceptions: {
    stopped: { severity: 'warning', intent: 'deliberate', when: 'if a pattern is switched off' },
  },
  fixable: ['keep'],
});

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

function headingFor({ migration: { text }, script }: Change, statement: Statement): string | undefined {
  return headings[statement.verb]?.find((heading) => {
    const comment = headingOf(text, script.statements, statement, heading);
    // Where somebody added words to the heading, the statement must be Prisma's, too.
    const isOwn = (): boolean => prismaDrop.test(text.slice(statement.start, statement.contentEnd));
    return comment && (commentText(text, comment) === heading || heading !== 'DropIndex' || isOwn());
  });
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
  const intent = heading === undefined ? 'deliberate' : 'generated';
  const fix = ignoredStatementFix(change, statement, ignored, heading);
  const reason = ignored.reason?.trim() ?? '';
  return [
    {
      // The patterns are there to clean up after Prisma; a person who writes such a statement knows of them.
      severity: metadata.severity[intent],
      range: { start: statement.start, end: statement.contentEnd },
      ...(index && { index }),
      intent,
      message: `drift-ignore.json does not want this statement${reason === '' ? '.' : `: ${reason.replace(/\.?$/, '.')}`}`,
      why: `${ignored.pattern.path} matches it.`,
      fixes: fix ? [fix] : [],
      related: [
        { file: ignored.file, range: ignored.pattern.range, message: 'This pattern matches the statement.' },
      ],
    },
  ];
}

export const ignoredPattern: Rule = {
  ...metadata,
  check: (change) => change.script.statements.flatMap((statement) => report(change, statement)),
};

/** What is said of a pattern that was switched off. */
export function stoppedPattern(file: string, { path, range }: Pattern): Finding {
  return {
    rule: metadata.id,
    severity: metadata.exceptions.stopped.severity,
    file,
    range,
    state: 'draft',
    message: `${path} runs too long on a statement, so it was switched off and matches nothing.`,
    why: 'Usually one repetition is inside another, as in (a+)+: say more exactly what is repeated.',
    fixes: [],
    related: [],
  };
}
