import assert from 'node:assert/strict';
import { Ledger } from '../../../src/core/ledger/ledger';
import { isPlainForeignKey, isTableObject, type ObjectRecord } from '../../../src/core/ledger/object-record';
import { objectStatements } from '../../../src/core/ledger/object-statement';
import { relationName } from '../../../src/core/ledger/records';
import { replayMigration } from '../../../src/core/ledger/replay';
import type { Grammar } from '../../../src/core/sql/grammar';
import { runAccepted, type Migration, type Outcome } from './history';
import { freeObjectsOf, objectsOf, type CatalogueObject } from './object-catalogue';
import type { Postgres } from './postgres';

function keyOf({ kind, schema, table, name }: Pick<CatalogueObject, 'kind' | 'schema' | 'table' | 'name'>) {
  return `${kind} ${name} on ${schema}.${table}`;
}

function keyOfRecord(record: ObjectRecord): string {
  return keyOf({ ...record, table: relationName(record.table) });
}

/** What both tell of one, in one form. */
const told = (key: string, mode: string, calls: string | null): string =>
  `${key}: ${mode}${calls === null ? '' : `, calls ${calls}`}`;

function toldOfRecord(record: ObjectRecord): string {
  const { mode, calls } = record;
  return told(keyOfRecord(record), mode, calls ? `${calls.schema ?? '?'}.${calls.name}` : null);
}

/** Fails with what differs between the ledger and PostgreSQL. */
async function compare(ledger: Ledger, postgres: Postgres): Promise<void> {
  const records = ledger.allObjects();
  assert.deepEqual(
    records
      .filter((record) => isTableObject(record) && !isPlainForeignKey(record))
      .map(toldOfRecord)
      .sort(),
    (await objectsOf(postgres)).map((object) => told(keyOf(object), object.mode, object.calls)).sort(),
    'what stands on the tables of ledger and database differs',
  );
  const free = records
    .filter((record) => !isTableObject(record) && record.kind !== 'extension')
    .map(({ kind, schema, name, argumentTypes }) => {
      return `${kind} ${schema}.${name}${argumentTypes === undefined ? '' : `(${argumentTypes})`}`;
    });
  assert.deepEqual(free.sort(), (await freeObjectsOf(postgres)).sort(), 'what stands by itself differs');
}

/** The statement that takes an object away. */
function dropOf({ kind, quotedTable, quotedName }: CatalogueObject, statements: readonly string[]): string {
  const alter = `ALTER TABLE ${quotedTable}`;
  // The foreign key is Prisma's; what it does not see is that it can wait.
  if (statements[0]?.includes(' ALTER CONSTRAINT '))
    return `${alter} ALTER CONSTRAINT ${quotedName} NOT DEFERRABLE`;
  if (kind === 'row level security')
    return `${alter} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY`;
  if (kind === 'trigger' || kind === 'policy') return `DROP ${kind} ${quotedName} ON ${quotedTable}`;
  return `${alter} DROP CONSTRAINT ${quotedName} CASCADE`;
}

/** Fails where the ledger's statements do not make an object just as it was. */
async function compareStatements(ledger: Ledger, postgres: Postgres): Promise<void> {
  const records = new Map(ledger.allObjects().map((record) => [keyOfRecord(record), record]));
  for (const object of await objectsOf(postgres)) {
    const record = records.get(keyOf(object));
    const statements = record && objectStatements(record);
    if (!statements) {
      assert.match(object.definition, /\bSELECT\b/, `no statement makes ${keyOf(object)}`);
      continue;
    }
    const script = statements.map((statement) => `${statement};`).join('\n');
    try {
      await postgres.run(`BEGIN; ${dropOf(object, statements)}; ${script}`);
      const made = (await objectsOf(postgres)).find((other) => keyOf(other) === keyOf(object));
      assert.equal(made?.definition, object.definition, `made again by ${script}`);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      throw new Error(`PostgreSQL refuses ${script}\nfor ${object.definition}: ${String(error)}`, {
        cause: error,
      });
    } finally {
      await postgres.run('ROLLBACK');
    }
  }
}

/** Runs a history, replays what was accepted, and compares after each migration; at the end what makes all of it again. */
export async function followObjects(
  postgres: Postgres,
  grammar: Grammar,
  migrations: readonly Migration[],
): Promise<Outcome> {
  await postgres.reset();
  const ledger = new Ledger();
  const accepted: string[] = [];
  try {
    for (const migration of migrations) {
      const statements = await runAccepted(postgres, migration);
      const text = statements.map((statement) => `${statement};\n`).join('');
      accepted.push(text);
      replayMigration(ledger, { name: 'm', file: 'm/migration.sql', text }, grammar);
      await compare(ledger, postgres);
    }
    await compareStatements(ledger, postgres);
    return { ledger, accepted, error: undefined };
  } catch (error) {
    return { ledger, accepted, error };
  }
}
