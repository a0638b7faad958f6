import * as z from 'zod/mini';
import { projectKey } from '../input';
import { failure, firstOf, readReport } from '../report';
import { lintFixCommand, migrateCommand, sameProject, type TargetInput } from '../commands';
import { tool, type Answer, type NextStep } from '../tool';
import type { FindingJson, LintedProjectJson, LintJson } from '../../core/reports/lint';

/** What migrations would lose. */
export const lintTool = tool({
  name: 'lint',
  title: 'Lint migrations',
  description: [
    'Reads the migrations of a Prisma project and says which statements would drop or weaken an index, constraint, trigger or policy that Prisma cannot see, and which merged migrations were edited. Needs no database and runs no code of the project.',
    'Call it after every new or edited migration.sql, before it is applied or committed.',
    'Read-only. A DROP that it reports is most often written by Prisma by mistake: take the statement out with the edits it gives; do not apply the migration and do not reset.',
  ].join(' '),
  input: z.strictObject(projectKey),
  runsProjectCode: false,
  run: async (given, command) => {
    const result = await command({
      command: 'lint',
      options: ['--format=json'],
      doing: 'Reading the migrations',
    });
    const { report, failure: why } = readReport<LintJson>(result);
    if (!report) return failure(why);
    return answerOf(report, given);
  },
});

function answerOf({ projects, summary }: LintJson, target: TargetInput): Answer {
  const open = projects.flatMap(({ findings }) => findings).filter(isOpen);
  const gaps = projects.flatMap(gapsOf);
  const { shown, more } = firstOf(open, 10);
  const { error, warning } = summary.findings;
  const counts =
    error + warning === 0 ? 'no error and no warning' : `${error} errors and ${warning} warnings`;
  return {
    summary: [
      `${summary.linted} of ${summary.migrations} migrations linted: ${counts}.`,
      ...gaps.map((gap) => `Not looked at: ${gap}`),
      ...shown.slice(0, 3).map(({ file, message }) => `${file}: ${message}`),
    ].join(' '),
    next:
      gaps.length > 0
        ? [{ person: 'Mend what could not be read first: nothing is known about it.' }]
        : nextOf(open, target),
    report: {
      summary: summary.findings,
      findings: shown.map(shortFinding),
      ...(more > 0 ? { moreFindings: more } : {}),
      gaps,
    },
    ...(gaps.length > 0 ? { failed: true } : {}),
  };
}

/** What was not linted, and why; sentences. */
function gapsOf({ skipped, unread, broken = [], unreadStatements }: LintedProjectJson): string[] {
  return [
    ...(skipped === null ? [] : [`the project's database is ${skipped}, not PostgreSQL.`]),
    ...unread.map(({ file, reason }) => `${file} could not be read: ${reason}.`),
    ...broken.map(({ file, message }) => `${file}: ${message}`),
    ...(unreadStatements.drafts > 0
      ? [`${unreadStatements.drafts} statements that PostgreSQL cannot read.`]
      : []),
  ];
}

/** Whether somebody can still do something about it: what is merged stays as it is. */
function isOpen({ severity, state, suppressed }: FindingJson): boolean {
  return (severity === 'error' || severity === 'warning') && state !== 'settled' && suppressed === undefined;
}

function nextOf(open: readonly FindingJson[], target: TargetInput): NextStep[] {
  if (open.length === 0) {
    return [{ command: migrateCommand(target), why: 'it applies what is pending, after the same check' }];
  }
  const isAutomatic = open.some(({ fixes }) => fixes.some(({ automatic }) => automatic));
  const names = [...new Set(open.flatMap(({ index }) => index ?? []))].slice(0, 5);
  return [
    ...(isAutomatic
      ? [
          {
            command: lintFixCommand(target),
            why: 'it takes out of drafts what Prisma wrote by mistake, and nothing else',
          },
        ]
      : []),
    ...names.map((name) => ({
      tool: 'explain_index' as const,
      arguments: { ...sameProject(target), name },
      why: 'it says what losing it means and how to keep it',
    })),
    ...(isAutomatic || names.length > 0
      ? [{ tool: 'lint' as const, arguments: sameProject(target), why: 'once more after the edit' }]
      : [{ person: 'Read the findings and decide; each says what will happen.' }]),
  ];
}

/** With the edits of the fix that is to be applied if only one is. */
function shortFinding({ rule, severity, file, range, index, message, why, fixes, restore }: FindingJson) {
  const fix = fixes.find(({ preferred }) => preferred) ?? fixes[0];
  return {
    ...{ rule, severity, file, line: range?.start.line ?? null, index, message, why },
    ...(fix ? { fix: { title: fix.title, edits: fix.edits } } : {}),
    ...(restore === undefined ? {} : { restore }),
  };
}
