import * as z from 'zod/mini';
import { environmentKey, projectKey } from '../input';
import { counted } from '../../core/counted';
import { failure, firstOf, readReport } from '../report';
import { safeMigrateCommand, sameProject, type TargetInput } from '../commands';
import { tool, type Answer, type CommandResult, type NextStep } from '../tool';
import { isClean, lintReport } from './lint';
import { isLost, isPending, needsSchema, type ProjectStatus } from './project-standing';
import { factsOf } from './status-facts';
import type { StatusJson } from '../../core/reports/status';

const input = z.strictObject({
  ...projectKey,
  ...environmentKey,
  schema: z.optional(
    z
      .boolean()
      .check(
        z.describe('Also compare the database with what the applied migrations make. Takes some seconds.'),
      ),
  ),
});

/** How the project stands in its database. */
export const statusTool = tool({
  name: 'status',
  title: 'Migration status',
  description: [
    'Reads how a Prisma project on PostgreSQL stands in its database: which migrations are applied, pending, failed or drifted, and whether each index, constraint, trigger and policy that Prisma cannot see is still there.',
    'Call it first whenever Prisma speaks of drift, asks to reset, or a migration failed, and before and after you change the schema.',
    'Read-only. It names the next safe call. Never answer drift with `prisma migrate reset`, `db push` or `db update`: no state that this tool reports needs one of them. `migrate resolve` is right only where this tool writes out the command.',
  ].join(' '),
  input,
  runsProjectCode: true,
  run: async (given, command) => {
    const { environment, schema = false } = given;
    const read = (withSchema: boolean): Promise<CommandResult> =>
      command({
        command: 'status',
        options: [
          '--json',
          ...(environment === undefined ? [] : [`--env=${environment}`]),
          ...(withSchema ? ['--schema'] : []),
        ],
        doing: withSchema ? 'Comparing the schema' : 'Comparing the migrations with the database',
      });
    let { report, failure: why } = readReport<StatusJson>(await read(schema));
    if (!schema && report?.projects[0] && needsSchema(report.projects[0])) {
      ({ report, failure: why } = readReport<StatusJson>(await read(true)));
    }
    const [project] = report?.projects ?? [];
    if (!project) {
      return failure(why ?? 'There is no Prisma project here.', {
        tool: 'lint',
        arguments: sameProject(given),
        why: 'it needs no database',
      });
    }
    const { report: linted } = isPending(project) ? await lintReport(command) : {};
    return answerOf(project, given, linted !== undefined && isClean(linted));
  },
});

/** @param isLinted whether lint finds nothing in what is still to be applied */
function answerOf(project: ProjectStatus, target: TargetInput, isLinted: boolean): Answer {
  const { migrations, environment, place } = project;
  const facts = factsOf(project, target, isLinted);
  const bad = migrations.filter(({ needsAttention, state }) => needsAttention || state === 'pending');
  const { shown, more } = firstOf(bad);
  return {
    summary: [
      `${environment} at ${place}: ${counted(migrations.length, 'migration')}.`,
      ...(facts.length === 0 ? ['Nothing needs attention.'] : facts.map(({ sentence }) => sentence)),
    ].join(' '),
    next: [
      ...facts.flatMap(({ next }) => next),
      ...(facts.length === 0 ? [afterChange(target, project)] : []),
    ],
    report: {
      migrations: shown.map(({ name, state, remarks = [] }) => ({ name, state, remarks })),
      ...(more > 0 ? { moreMigrations: more } : {}),
      lost: [
        ...project.protectedIndexes.filter(isLost).map(({ name, table, state, createStatement }) => ({
          kind: 'index',
          name,
          table,
          state,
          createStatement,
        })),
        ...project.protectedObjects
          .filter(isLost)
          .map(({ kind, name, table, state, statements }) => ({ kind, name, table, state, statements })),
      ].slice(0, 20),
      ...(project.schema ? { schema: project.schema } : {}),
      notices: project.notices,
    },
  };
}

function afterChange(target: TargetInput, { prisma8 }: ProjectStatus): NextStep {
  if (prisma8) {
    return {
      command: safeMigrateCommand(target),
      why: 'only if the contract was changed and has no migration yet',
    };
  }
  return {
    tool: 'safe_migrate',
    arguments: { ...sameProject(target), name: 'what_changes' },
    why: 'only if schema.prisma was changed and has no migration yet',
  };
}
