import * as z from 'zod/mini';
import { namesInput, projectKey } from '../input';
import { complaintsIn, couldNotRun, failure, namesLabel, readReport } from '../report';
import { restoreFileCommand, sameProject, type TargetInput } from '../commands';
import { lintReport } from './lint';
import { tool, type Answer, type NextStep, type RunCommand } from '../tool';
import { putBackCommand } from '../../core/linter/rules/edited-settled-migration';
import type { CheckDriftJson, DriftedJson } from '../../core/reports/check-drift';

type DriftOfProject = CheckDriftJson['projects'][number];

const input = z.strictObject({
  ...projectKey,
  migrations: namesInput('Names of migrations. Default: every one whose edit is proved to change nothing.'),
});

/** Checksums of files that were edited harmlessly. */
export const fixDriftTool = tool({
  name: 'fix_drift',
  title: 'Repair harmless drift',
  description: [
    'Repairs the checksum of applied migrations whose files were edited without changing the SQL (comments, white space, line ends), in the local database only; what is merged already is put back instead. Each edit is proved harmless against the text that was applied; a migration whose SQL was changed is never accepted by this tool.',
    'Call it when status or Prisma says that a migration was modified after it was applied.',
    'It changes one column of rows of _prisma_migrations and no table of yours. This is the cure for such drift: never reset the database, and never use `migrate resolve --applied` for it.',
  ].join(' '),
  input,
  question: ({ migrations }) =>
    `Repair the checksums of ${migrations ? namesLabel(migrations) : 'all migrations whose edits are proved harmless'}, in the local database?`,
  runsProjectCode: true,
  beforeAsking: async (given, command) => {
    const plan = await planFix(given, command);
    return 'answer' in plan ? plan.answer : undefined;
  },
  run: async (given, command) => {
    const plan = await planFix(given, command);
    if ('answer' in plan) return plan.answer;
    const { before, wanted, ...others } = plan;
    const result = await command({
      command: 'fix-drift',
      options: ['--yes'],
      names: wanted.map(({ name }) => name),
      doing: 'Repairing checksums',
    });
    if (result.exitCode !== 0) return failure(complaintsIn(result.stderr), statusNext(given));
    const { report: after = before } = await checkDrift(command);
    return {
      ...answerOf(after, { fixed: wanted, ...others }, given),
      report: { ...shortReport(after), said: result.stdout },
    };
  },
});

/** What is to be repaired; the answer where that is nothing. */
async function planFix(given: z.output<typeof input>, command: RunCommand) {
  const { report: before, why } = await checkDrift(command);
  if (!before) return { answer: couldNotRun(why, 'fix_drift') };
  const { wanted, refused, toPutBack, unknown } = chosen(before, given.migrations, await putBacks(command));
  if (unknown.length > 0) {
    const sentence = `No migration that was applied has the name ${namesLabel(unknown)}.`;
    return { answer: failure(sentence, statusNext(given)) };
  }
  if (wanted.length === 0) return { answer: answerOf(before, { fixed: [], refused, toPutBack }, given) };
  return { before, wanted, refused, toPutBack };
}

async function checkDrift(command: RunCommand): Promise<{ report: DriftOfProject | undefined; why: string }> {
  const result = await command({
    command: 'check-drift',
    options: ['--json'],
    doing: 'Comparing files with what was applied',
  });
  const { report, failure: why = 'There is no Prisma project here.' } = readReport<CheckDriftJson>(result);
  return { report: report?.projects[0], why };
}

/** What puts files back that are merged and were edited since, by file: every other database has their old text. */
async function putBacks(command: RunCommand): Promise<ReadonlyMap<string, string>> {
  const { report } = await lintReport(command);
  const findings = report?.projects.flatMap((project) => project.findings) ?? [];
  return new Map(
    findings.flatMap((finding) => {
      const back = putBackCommand(finding);
      return back === undefined ? [] : [[finding.file, back] as const];
    }),
  );
}

/** A migration whose file is to be put back, and by what. */
type PutBack = DriftedJson & { readonly command: string };

/** Which of the drifted ones are proved harmless, which are not, and of which the file is wrong rather than the row. */
function chosen(
  { drifted, unchanged }: DriftOfProject,
  names: readonly string[] | undefined,
  commands: ReadonlyMap<string, string>,
) {
  const asked = names ? drifted.filter(({ name }) => names.includes(name)) : drifted;
  const known = new Set([...unchanged, ...drifted.map(({ name }) => name)]);
  const harmless = asked.filter(({ verdict }) => verdict === 'cosmetic');
  return {
    wanted: harmless.filter(({ file }) => !commands.has(file)),
    toPutBack: harmless.flatMap((one): PutBack[] => {
      const command = commands.get(one.file);
      return command === undefined ? [] : [{ ...one, command }];
    }),
    refused: drifted.filter(({ verdict }) => verdict !== 'cosmetic'),
    unknown: (names ?? []).filter((name) => !known.has(name)),
  };
}

function answerOf(
  report: DriftOfProject,
  {
    fixed,
    refused,
    toPutBack,
  }: Readonly<Record<'fixed' | 'refused', readonly DriftedJson[]>> & {
    readonly toPutBack: readonly PutBack[];
  },
  target: TargetInput,
): Answer {
  const { missing } = report;
  return {
    summary: [
      fixed.length > 0
        ? `Repaired ${namesLabel(fixed.map(({ name }) => name))}: only comments or white space had changed.`
        : refused.length + toPutBack.length > 0
          ? 'Nothing was repaired.'
          : 'No file differs from what was applied.',
      ...toPutBack.map(
        ({ name }) =>
          `${name} was edited after it was merged, without changing its SQL: the file is to be put back, for everybody else has its old text.`,
      ),
      ...refused.map(refusedSentence),
      ...(missing.length > 0
        ? [`Applied, but not here: ${namesLabel(missing.map(({ name }) => name))}.`]
        : []),
    ].join(' '),
    next: [
      ...toPutBack.map(({ command }) => ({ command, why: 'it puts the merged text back' })),
      ...refused.flatMap((one) => nextFor(one, target)),
      ...(missing.length > 0 ? [statusNext(target)] : []),
    ],
    report: shortReport(report),
    ...(fixed.length === 0 && refused.length + toPutBack.length > 0 ? { failed: true } : {}),
  };
}

function refusedSentence({ name, verdict }: DriftedJson): string {
  return verdict === 'changed'
    ? `${name} is left alone: its SQL is not what was applied, and a new checksum would hide that.`
    : `${name} is left alone: the text that was applied was not found, so nothing can be proved.`;
}

function nextFor({ name, verdict }: DriftedJson, target: TargetInput): NextStep[] {
  if (verdict === 'unproved') {
    return [{ person: `Read ${name} and compare it with git's history; only a person may accept it.` }];
  }
  return [
    {
      command: restoreFileCommand(sameProject(target), name),
      why: 'it puts the applied text back into the file, after asking; write what was wanted as a new migration with safe_migrate',
    },
  ];
}

function statusNext(target: TargetInput): NextStep {
  return { tool: 'status', arguments: sameProject(target), why: 'it says what stands in the way' };
}

function shortReport({ drifted, missing }: DriftOfProject) {
  return {
    drifted: drifted.map(({ name, file, verdict, changes }) => ({
      name,
      file,
      verdict,
      changes: changes.slice(0, 10),
    })),
    missing: missing.map(({ name, where }) => ({ name, where })),
  };
}
