import * as z from 'zod/mini';
import { environmentKey, migrationName, namesInput, projectKey } from '../input';
import { complaintsIn, failure, namesLabel, readReport } from '../report';
import { migrateCommand, sameProject } from '../commands';
import { tool, type Answer, type RunCommand } from '../tool';
import type { RestoreJson } from '../../core/reports/restore';

const input = z.strictObject({
  ...projectKey,
  ...environmentKey,
  names: namesInput(
    'Names as status and explain_index give them, such as idx_a or users.users_check. Default: all that are lost.',
  ),
  migration: z.optional(migrationName('restore_indexes')),
});

/** What the new migration is called where nobody says. */
const usualName = 'restore_indexes';

/** A migration that makes again what was lost. */
export const restoreTool = tool({
  name: 'restore',
  title: 'Restore what was lost',
  description: [
    'Writes a new migration that makes protected indexes, constraints, triggers and policies again that the database lacks, with the SQL that once made them.',
    'Call it when status says that something protected is missing, invalid or different.',
    'It writes files in prisma/migrations and changes no database. It never drops anything; where something else has the name, it refuses and a person decides.',
  ].join(' '),
  input,
  question: ({ names, project }) =>
    `Write a migration that makes ${names ? namesLabel(names) : 'everything that is lost'} again${project === undefined ? '' : ` in ${project}`}? No database is changed.`,
  runsProjectCode: true,
  beforeAsking: async (given, command) => {
    const { report, said } = await restore(given, [], command);
    if (!report) return failed(said, given);
    const isNothingToMake = report.restored.length + report.objects.length === 0;
    return isNothingToMake ? answerOf(report, given, said) : undefined;
  },
  run: async (given, command) => {
    const { migration = usualName } = given;
    const { report, said } = await restore(given, [`--migration=${migration}`], command);
    return report ? answerOf(report, given, said) : failed(said, given);
  },
});

/** Without `--migration` nothing is written. */
async function restore(
  { environment, names }: z.output<typeof input>,
  options: readonly string[],
  command: RunCommand,
): Promise<{ report: RestoreJson | undefined; said: string }> {
  const result = await command({
    command: 'restore',
    options: ['--json', ...options, ...(environment === undefined ? [] : [`--env=${environment}`])],
    names,
    doing: 'Comparing what is protected with the database',
  });
  const { report, failure: why } = readReport<RestoreJson>(result);
  return { report, said: why ?? complaintsIn(result.stderr) };
}

function failed(why: string, target: z.output<typeof input>): Answer {
  return failure(why, { tool: 'status', arguments: sameProject(target), why: 'it lists what is lost' });
}

function answerOf(report: RestoreJson, target: z.output<typeof input>, said: string): Answer {
  const { migration = usualName } = target;
  const { refused, present, pending, findings } = report;
  const migrations = report.migrations.map(({ name, file, text, written }) => ({
    name,
    file,
    text,
    written,
  }));
  const written = migrations.filter((migration) => migration.written);
  const made = [...report.restored, ...report.objects].map(({ name }) => name);
  return {
    summary: [
      written.length > 0
        ? `Wrote ${namesLabel(written.map(({ file }) => file))}, which makes ${namesLabel(made)} again.`
        : 'No migration was written.',
      ...(made.length === 0 && refused.length === 0 ? ['Nothing is lost.'] : []),
      ...(pending.length > 0
        ? [`A migration that is still to be applied makes ${namesLabel(pending)}.`]
        : []),
      ...refused.map(({ name, reason }) => `${name} is refused: ${reason}`),
      ...(written.length === 0 && made.length > 0 && said !== '' ? [said] : []),
    ].join(' '),
    next: [
      ...(written.length > 0
        ? [
            {
              tool: 'lint' as const,
              arguments: sameProject(target),
              why: 'the new migration is checked like any other',
            },
            { command: migrateCommand(target), why: 'it applies the new migration' },
          ]
        : []),
      ...(pending.length > 0 && written.length === 0
        ? [{ command: migrateCommand(target), why: 'it applies the migration that makes them' }]
        : []),
      ...refused.map(({ name, reason }) => ({
        person: `Decide about ${name}; nothing was dropped. ${reason}${reason.includes('--confirm-drop') ? ` --migration ${migration}` : ''}`,
      })),
    ],
    report: { migrations, refused, present, pending, findings },
    ...(written.length === 0 && (made.length > 0 || refused.length > 0) ? { failed: true } : {}),
  };
}
