import { namesLabel } from '../report';
import { markCommand, sameTarget, type TargetInput } from '../commands';
import type { MigrationStanding } from '../../core/reports/status';
import { again, isUnrecorded, type OrderedFact, type ProjectStatus } from './project-standing';

// Where the rows of _prisma_migrations do not tell what has been done to the database.

/**
 * No row tells of what is there: `db push` built it, or the rows are gone. What made protected things of which the
 * database has none has not run, and can.
 */
export function* unrecordedFact(project: ProjectStatus, target: TargetInput): Generator<OrderedFact> {
  if (!isUnrecorded(project) || (project.schema?.tablesInPlace ?? 0) === 0) return;
  const { migrations, protectedIndexes, protectedObjects } = project;
  const things = [...protectedIndexes, ...protectedObjects];
  const [done, open] = partition(migrations, ({ name }) => {
    const own = things.filter(({ origin }) => origin?.migration === name);
    return own.length === 0 || own.some(({ state }) => state !== 'pending');
  });
  const commands = done.map(({ name }) => `\`${markCommand(target, name)}\``).join(', then ');
  const others =
    open.length > 0
      ? `Do not mark ${namesLabel(open.map(({ name }) => name))}, of which the database has nothing: migrate applies them then. `
      : '';
  yield {
    sentence:
      'No migration is recorded as applied, but the database has tables that they make: db push built it, or the rows of _prisma_migrations are gone. Applying them all would fail.',
    next: [
      {
        person: `Agree that what made these tables is marked as applied, which runs none of its SQL: ${commands}. ${others}Nothing has to be reset.`,
      },
      {
        tool: 'status',
        arguments: { ...sameTarget(target), schema: true },
        why: 'it lists what the database lacks of what the marked migrations make',
      },
    ],
    isBlocking: true,
  };
}

function partition<Item>(items: readonly Item[], fits: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(fits), items.filter((item) => !fits(item))];
}

/** Marked as applied, and some of what they make is not there: a migration that restores an index would fail without it. */
export function* neverRunFact({ schema }: ProjectStatus): Generator<OrderedFact> {
  const missing = (schema?.differences ?? []).flatMap(({ kind, cause }) =>
    kind === 'missing' && cause.kind === 'marked' ? cause.migration : [],
  );
  if (!schema || missing.length === 0 || schema.completing.length === 0) return;
  const names = namesLabel([...new Set(missing)]);
  yield {
    sentence: `Only marked as applied, and what it makes is not there: ${names}.`,
    next: [
      {
        person: `Run this in the database: it makes what ${names} should have made, and takes nothing away.\n${schema.completing.join('\n')}`,
      },
    ],
    isBlocking: true,
  };
}

/** The new one is no pending migration: it would make again what is there. */
export function* squashedFact(
  migrations: readonly MigrationStanding[],
  target: TargetInput,
): Generator<OrderedFact> {
  const squashed = migrations.filter(({ state, needsAttention }) => state === 'squashed' && needsAttention);
  if (squashed.length === 0) return;
  const commands = new Set(squashed.flatMap(({ remedies = [] }) => remedies.map(({ command }) => command)));
  yield {
    sentence: `Squashed, and the migration in their place is not marked as applied here: ${namesLabel(squashed.map(({ name }) => name))}.`,
    next: [
      ...[...commands].map((command) => ({
        command,
        why: 'it writes the row of the new migration and runs none of its SQL, for the old ones made all of it',
      })),
      again(target),
    ],
    isBlocking: true,
  };
}
