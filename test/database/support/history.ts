import assert from 'node:assert/strict';
import { Ledger } from '../../../src/core/ledger/ledger';
import { replayMigration } from '../../../src/core/ledger/replay';
import type { Grammar } from '../../../src/core/sql/grammar';
import { compare, compareColumns, compareRepairs } from './compare';
import { fillIn } from './placeholders';
import type { Postgres } from './postgres';

/** The statements of one migration, without semicolons. */
export type Migration = readonly string[];

function isConcurrent(statement: string): boolean {
  return /\bconcurrently\b/i.test(statement);
}

/**
 * What IF EXISTS does not find on the connection's own search path, the ledger looks for elsewhere: it does not know that
 * path. Here it is known, so such statements are left out.
 */
function isSkipped(notice: string): boolean {
  return notice.endsWith('does not exist, skipping');
}

/** Runs what PostgreSQL accepts of a migration, statement by statement, and returns it. */
export async function runAccepted(postgres: Postgres, migration: Migration): Promise<string[]> {
  const accepted: string[] = [];
  const [first] = migration;
  // CREATE INDEX CONCURRENTLY stands alone in its migration, outside a transaction.
  if (first !== undefined && migration.length === 1 && isConcurrent(first)) {
    const statement = await fillIn(postgres, first);
    const notices = await postgres.run(statement).catch(() => undefined);
    return notices && !notices.some(isSkipped) ? [statement] : [];
  }
  await postgres.run('BEGIN');
  const setsPath = /search_path'?(?! TO DEFAULT)\W/.test(first ?? '');
  for (const template of migration) {
    const statement = await fillIn(postgres, template);
    await postgres.run('SAVEPOINT before');
    const notices = await postgres.run(statement).catch(() => undefined);
    const works = notices !== undefined && (setsPath || !notices.some(isSkipped));
    await postgres.run(works ? 'RELEASE before' : 'ROLLBACK TO before; RELEASE before');
    if (works) accepted.push(statement);
  }
  await postgres.run('COMMIT; RESET search_path; DISCARD TEMP');
  return accepted;
}

/** Replays what PostgreSQL accepted, and fails where the ledger thinks otherwise or then holds something else. */
export async function replayAndCompare(
  ledger: Ledger,
  text: string,
  postgres: Postgres,
  grammar: Grammar,
): Promise<void> {
  const events = replayMigration(ledger, { name: 'm', file: 'm/migration.sql', text }, grammar);
  for (const event of events) {
    assert.notEqual(event.kind, 'refused');
    const mayMiss = event.step.operation.kind === 'drop' && event.step.operation.ifExists;
    assert.ok(event.kind !== 'unknown-drop' || mayMiss, 'an index that was dropped is not known');
  }
  await compare(ledger, postgres, grammar);
  await compareColumns(ledger, postgres);
}

export interface Outcome {
  readonly ledger: Ledger;
  /** What PostgreSQL accepted, migration by migration. */
  readonly accepted: readonly string[];
  /** What the first difference says; undefined where there is none. */
  readonly error: unknown;
}

/**
 * Runs a history on an empty database, replays what was accepted into a ledger, and compares the two after each
 * migration; at the end also what makes each index again.
 */
export async function follow(
  postgres: Postgres,
  grammar: Grammar,
  migrations: readonly Migration[],
): Promise<Outcome> {
  await postgres.reset();
  const ledger = new Ledger();
  const accepted: string[] = [];
  for (const migration of migrations) {
    const statements = await runAccepted(postgres, migration);
    const text = statements.map((statement) => `${statement};\n`).join('');
    accepted.push(text);
    try {
      await replayAndCompare(ledger, text, postgres, grammar);
    } catch (error) {
      return { ledger, accepted, error };
    }
  }
  const error = await compareRepairs(ledger, postgres, grammar).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { ledger, accepted, error };
}
