import { isOperations } from '../../core/prisma8/in-operations';
import * as z from 'zod/mini';
import { projectKey } from '../input';
import { counted } from '../../core/counted';
import { failure, firstOf, namesLabel, type Read, readReport } from '../report';
import { lintFixCommand, sameProject, type TargetInput } from '../commands';
import { tool, type Answer, type NextStep, type RunCommand } from '../tool';
import { editedSettledMigration, putBackCommand } from '../../core/linter/rules/edited-settled-migration';
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
    const { report, failure: why } = await lintReport(command);
    if (!report) return failure(why);
    return answerOf(report, given);
  },
});

export async function lintReport(command: RunCommand): Promise<Read<LintJson>> {
  return readReport<LintJson>(
    await command({ command: 'lint', options: ['--format=json'], doing: 'Reading the migrations' }),
  );
}

/** Whether it has looked at everything, and somebody can do something about nothing. */
export function isClean({ projects }: LintJson): boolean {
  return projects.every((project) => gapsOf(project).length === 0 && !project.findings.some(isOpen));
}

function answerOf({ projects, summary }: LintJson, target: TargetInput): Answer {
  const open = projects.flatMap(({ findings }) => findings).filter(isOpen);
  const gaps = projects.flatMap(gapsOf);
  const notices = projects.flatMap((project) => project.notices);
  const { shown, more } = firstOf(open, 10);
  const { error, warning } = summary.findings;
  const counts =
    error + warning === 0
      ? 'no error and no warning'
      : `${counted(error, 'error')} and ${counted(warning, 'warning')}`;
  return {
    summary: [
      `${summary.linted} of ${summary.migrations} migrations linted: ${counts}.`,
      ...gaps.map((gap) => `Not looked at: ${gap}`),
      ...notices.map((notice) => `Note: ${notice}`),
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
      ...{ gaps, notices },
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
    return [
      { tool: 'status', arguments: sameProject(target), why: 'it says what is still to be applied, and how' },
    ];
  }
  const putBack = new Set(open.flatMap((finding) => putBackCommand(finding) ?? []));
  const others = open.filter((finding) => putBackCommand(finding) === undefined);
  const byHand = others.filter(({ fixes }) => !fixes.some(({ automatic }) => automatic));
  const names = [...new Set(others.flatMap(({ index }) => index ?? []))].slice(0, 5);
  return [
    ...[...putBack].map((command) => ({
      command,
      why: 'it puts the merged text back; what was wanted goes into a new migration',
    })),
    ...(byHand.length < others.length
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
    ...(byHand.length > 0 ? [{ person: decision(byHand) }] : []),
    { tool: 'lint', arguments: sameProject(target), why: 'once more after that' },
  ];
}

/** What no edit of ours mends: a draft can be edited, a squash or a rename of what is merged has to be wanted. */
function decision(findings: readonly FindingJson[]): string {
  const history = findings.filter(({ rule }) => rule === editedSettledMigration.id);
  const edits = findings.filter(({ rule }) => rule !== editedSettledMigration.id);
  const files = namesLabel([...new Set(edits.map(({ file }) => file))]);
  const [{ rule } = { rule: '' }] = edits;
  const ways = edits.some(({ file }) => isOperations(file))
    ? 'Edit the migration.ts beside it and run that with node, so that nothing is lost, or say under "ignore" in migration-guard.json why it is wanted.'
    : `Edit ${files} so that nothing is lost, or write above the statement why it is wanted: \`-- migration-guard-ignore ${rule}: <reason>\`.`;
  return [
    ...history.map(({ message, why }) => `${message} ${why}`),
    ...(history.length > 0 ? ['Undo that, or merge it if it is a squash that is wanted.'] : []),
    ...(edits.length > 0 ? [ways] : []),
  ].join(' ');
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
