import * as z from 'zod/mini';
import { migrationName, projectKey } from '../input';
import { complaintsIn, couldNotRun, failure, readReport } from '../report';
import { migrateCommand, sameProject, type TargetInput } from '../commands';
import { tool, type Answer } from '../tool';
import { dataLostBy } from '../data-loss';
import type { SafeMigrateJson } from '../../core/reports/safe-migrate';

const input = z.strictObject({ ...projectKey, name: migrationName('add_tags') });

/** A migration for what changed in the schema. */
export const safeMigrateTool = tool({
  name: 'safe_migrate',
  title: 'Create a safe migration',
  description: [
    "Creates the migration for what changed in schema.prisma with the project's own Prisma, takes out every statement that would drop something protected, and tries the result on an empty embedded PostgreSQL.",
    'Call it after a change of schema.prisma, instead of `prisma migrate dev` and instead of `prisma db push`. With Prisma 8 it refuses: after a change of the contract, run `npx migration-guard safe-migrate --name <name>` instead.',
    'It writes one new folder among the migrations and applies nothing. It refuses, and says why, where Prisma would want to reset; a reset is never needed.',
  ].join(' '),
  input,
  question: ({ name, project }) =>
    `Create the migration ${name} from the schema${project === undefined ? '' : ` of ${project}`}? It runs the project's own Prisma and applies nothing.`,
  runsProjectCode: true,
  run: async (given, command) => {
    const result = await command({
      command: 'safe-migrate',
      options: ['--json', `--name=${given.name}`],
      doing: 'Creating the migration with Prisma',
    });
    const { report, failure: why } = readReport<SafeMigrateJson>(result);
    if (!report) return couldNotRun(why, 'safe_migrate');
    return report.outcome === 'refused'
      ? failure(
          [...report.reasons, ...furtherComplaints(result.stderr, report.reasons)].join(' '),
          statusNext(given),
        )
      : answerOf(report, given);
  },
});

/** What was said besides the reasons. */
function furtherComplaints(stderr: string, reasons: readonly string[]): string[] {
  const lines = complaintsIn(stderr).split('\n');
  return lines.filter((line) => line.trim() !== '' && !reasons.some((reason) => reason.includes(line)));
}

function statusNext(target: TargetInput) {
  return {
    tool: 'status' as const,
    arguments: { ...sameProject(target), schema: true },
    why: 'it says what stands in the way and what to do about each thing',
  };
}

function answerOf(made: Exclude<SafeMigrateJson, { outcome: 'refused' }>, target: TargetInput): Answer {
  const { outcome, message, migration, keptBack, broughtBack, trial, findings } = made;
  const report = { outcome, migration, keptBack, broughtBack, trial, findings };
  const gone = migration ? dataLostBy(migration.sql) : [];
  const summary = [
    message,
    ...(gone.length > 0 ? [`It deletes data: ${gone.join(', ')}.`] : []),
    ...keptBack.map((kept) => `Left out: ${kept.statement.replace(/;$/, '')}. ${kept.why}`),
    ...(trial ? [trial.message] : []),
  ].join(' ');
  const file = migration?.file ?? 'the migration';
  const dataStep =
    gone.length > 0
      ? [
          {
            person: `Decide about the data that ${file} deletes: ${gone.join(', ')}. If a model or field only got another name or type, edit the file before it is applied: ALTER TABLE … RENAME TO …, RENAME COLUMN …, or ALTER COLUMN … TYPE … USING … in place of the DROP and the new one.`,
          },
        ]
      : [];
  const lintStep = {
    tool: 'lint' as const,
    arguments: sameProject(target),
    why: 'it says what the migration still lacks, with the edits',
  };
  switch (outcome) {
    case 'no-change':
      return { summary, next: [], report };
    case 'written':
      return {
        summary,
        next: [
          ...(gone.length > 0 ? [...dataStep, lintStep] : [{ person: `Read ${file} before it is applied.` }]),
          { command: migrateCommand(target), why: 'it applies the migration to the local database' },
        ],
        report,
      };
    case 'not-ready':
      return {
        summary,
        next: [
          ...dataStep,
          ...(trial?.result === 'refused'
            ? [{ person: `Correct ${file}, which PostgreSQL refuses as it is: ${trial.message}` }]
            : []),
          lintStep,
        ],
        report,
        failed: true,
      };
  }
}
