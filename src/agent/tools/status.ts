import * as z from 'zod/mini';
import { environmentKey, projectKey } from '../input';
import { failure, firstOf, namesLabel, readReport } from '../report';
import { migrateCommand, sameProject, sameTarget, schemaDriftCommand, type TargetInput } from '../commands';
import { tool, type Answer, type NextStep } from '../tool';
import { wholeName } from '../../core/protection/protected-object';
import type { MigrationStanding, StatusJson } from '../../core/reports/status';

type ProjectStatus = StatusJson['projects'][number];

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
    'Read-only. It names the next safe call. Never answer drift with `prisma migrate reset`, `db push` or `migrate resolve --applied`: no state that this tool reports needs one of them.',
  ].join(' '),
  input,
  runsProjectCode: true,
  run: async (given, command) => {
    const { environment, schema = false } = given;
    const result = await command({
      command: 'status',
      options: [
        '--json',
        ...(environment === undefined ? [] : [`--env=${environment}`]),
        ...(schema ? ['--schema'] : []),
      ],
      doing: 'Comparing the migrations with the database',
    });
    const { report, failure: why } = readReport<StatusJson>(result);
    const [project] = report?.projects ?? [];
    if (!project) {
      return failure(why ?? 'There is no Prisma project here.', {
        tool: 'lint',
        arguments: sameProject(given),
        why: 'it needs no database',
      });
    }
    return answerOf(project, given);
  },
});

function answerOf(project: ProjectStatus, target: TargetInput): Answer {
  const { migrations, environment, place } = project;
  const facts = [...factsOf(project, target)];
  const bad = migrations.filter(({ needsAttention, state }) => needsAttention || state === 'pending');
  const { shown, more } = firstOf(bad);
  return {
    summary: [
      `${environment} at ${place}: ${migrations.length} migrations.`,
      ...(facts.length === 0 ? ['Nothing needs attention.'] : facts.map(({ sentence }) => sentence)),
    ].join(' '),
    next: [...facts.flatMap(({ next }) => next), ...(facts.length === 0 ? [afterChange(target)] : [])],
    report: {
      migrations: shown.map(({ name, state, logs, remarks = [] }) => ({ name, state, logs, remarks })),
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

function isLost({ state }: { readonly state: string }): boolean {
  return state !== 'present' && state !== 'pending';
}

/** By which `restore` knows them. */
function lostNames({ protectedIndexes, protectedObjects }: ProjectStatus): string[] {
  return [
    ...protectedIndexes.filter(isLost).map(({ name }) => name),
    ...protectedObjects
      .filter(isLost)
      .map(({ kind, name, table }) => wholeName({ kind, name, table: table ?? undefined })),
  ];
}

interface Fact {
  readonly sentence: string;
  readonly next: readonly NextStep[];
}

/** What needs somebody, in the order in which it is to be dealt with. */
function* factsOf(project: ProjectStatus, target: TargetInput): Generator<Fact> {
  const { migrations, unread } = project;
  const inState = (...states: readonly MigrationStanding['state'][]): MigrationStanding[] =>
    migrations.filter(({ state }) => states.includes(state));
  if (unread.length > 0) {
    const files = namesLabel(unread.map(({ file, reason }) => `${file} (${reason})`));
    yield { sentence: `Could not be read: ${files}.`, next: [] };
  }
  for (const failed of inState('failed')) yield failedFact(failed);
  const lost = lostNames(project);
  if (lost.length > 0) yield lostFact(lost, target);
  const drifted = inState('drifted');
  if (drifted.length > 0) {
    yield {
      sentence: `Changed after they were applied: ${namesLabel(drifted.map(({ name }) => name))}.`,
      next: [
        {
          tool: 'fix_drift',
          arguments: sameProject(target),
          why: 'it proves which edits change nothing and repairs those; it says what to do about the others',
        },
      ],
    };
  }
  for (const migration of inState('missing', 'empty', 'squashed').filter(
    ({ needsAttention }) => needsAttention,
  )) {
    yield personFact(
      migration,
      migration.state === 'empty' ? 'has no migration.sql' : `is ${migration.state}`,
    );
  }
  if (project.schema) yield* schemaFacts(project.schema, target);
  const pending = inState('pending', 'rolled-back');
  if (pending.length > 0) yield pendingFact(pending, target);
}

function failedFact({ name, logs, remarks = [] }: MigrationStanding): Fact {
  const said = remarks.length > 0 ? ` ${remarks.join('. ')}.` : logs === null ? '' : ` ${logs.trim()}`;
  return {
    sentence: `${name} failed, and Prisma applies nothing until that is resolved.${said}`,
    next: [
      {
        person: `Decide about ${name}: correct its SQL, and mark it as rolled back only if the database is as it was before. The command stands in what status says of it. Nothing has to be reset.`,
      },
    ],
  };
}

function lostFact(names: readonly string[], target: TargetInput): Fact {
  return {
    sentence: `Protected, and not as it should be: ${namesLabel(names)}.`,
    next: [
      {
        tool: 'restore',
        arguments: { ...sameTarget(target), names: names.slice(0, 100) },
        why: 'it writes a new migration that makes them again',
      },
    ],
  };
}

function personFact({ name, remarks = [] }: MigrationStanding, what: string): Fact {
  const more = remarks.length > 0 ? `: ${remarks.join('. ')}` : '';
  return {
    sentence: `${name} ${what}${more}.`,
    next: [{ person: `Bring ${name} back as it was, from git; never delete what was applied.` }],
  };
}

function* schemaFacts(drift: NonNullable<ProjectStatus['schema']>, target: TargetInput): Generator<Fact> {
  const count = drift.differences.length;
  if (drift.failure !== null) {
    yield { sentence: `The schema could not be compared: ${drift.failure.message}`, next: [] };
  }
  if (count === 0) return;
  yield {
    sentence: `The database differs from what the migrations make in ${count} ${count === 1 ? 'thing' : 'things'}.`,
    next: [
      {
        command: schemaDriftCommand(target),
        why: 'it says of each difference what to do; none of it is a reset',
      },
    ],
  };
}

function pendingFact(pending: readonly MigrationStanding[], target: TargetInput): Fact {
  const names = namesLabel(pending.map(({ name }) => name));
  return {
    sentence: `Still to be applied: ${names}.`,
    next: [
      {
        tool: 'lint',
        arguments: sameProject(target),
        why: 'it says whether one of them drops something protected',
      },
      { command: migrateCommand(target), why: 'it applies them once lint finds nothing' },
    ],
  };
}

function afterChange(target: TargetInput): NextStep {
  return {
    tool: 'safe_migrate',
    arguments: { ...sameProject(target), name: 'what_changes' },
    why: 'only if schema.prisma was changed and has no migration yet',
  };
}
