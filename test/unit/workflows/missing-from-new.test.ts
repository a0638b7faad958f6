import assert from 'node:assert/strict';
import type { CatalogueIndex, CatalogueObject } from '../../../src/core/database/catalogue';
import { loadGrammar } from '../../../src/core/sql/grammar';
import {
  missingFromNew,
  missingFromOlder,
  type Known,
  type MissingThing,
} from '../../../src/workflows/missing-from-new';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { sourceOf } from '../../helpers/lint-migration';

async function projectOf(sql: string, schema = ''): Promise<ReplayedProject> {
  return ReplayedProject.open(sourceOf({ migrations: { '2026_init': sql }, schema }), loadGrammar);
}

function index(name: string, more: Partial<CatalogueIndex> = {}): CatalogueIndex {
  return {
    ...{ schema: 'public', table: 'notes', name, definition: '', isValid: true, isOfConstraint: false },
    ...{ collations: [], bytes: 0, scans: 0, ...more },
  };
}

function object(kind: CatalogueObject['kind'], name: string, more: Partial<CatalogueObject> = {}) {
  return {
    ...{ kind, schema: 'public', table: 'notes', name, mode: 'always', isDeferrable: false, calls: null },
    ...more,
  } satisfies CatalogueObject;
}

function named(things: readonly MissingThing[]): string[] {
  return things.map(({ kind, table, name }) => `${kind} ${table ?? '-'} ${name}`);
}

describe('workflows/missing-from-new', () => {
  const made = `CREATE TABLE notes (id text PRIMARY KEY, body text CONSTRAINT short CHECK (body <> ''));
    CREATE INDEX by_body ON notes (lower(body));`;

  it('names what neither the migrations make nor a contract declares', async () => {
    const project = await projectOf(made);
    const { declarations } = await projectOf(
      '',
      'model notes {\n  id String @id\n  old String\n  @@index([old], map: "by_old")\n}',
    );
    const live = {
      indexes: [
        index('by_body'),
        index('by_old'),
        index('only_here'),
        index('notes_pkey', { isOfConstraint: true }),
        index('ledger_idx', { schema: 'prisma_contract' }),
      ],
      objects: [
        object('check', 'short'),
        object('check', 'long'),
        object('row level security', 'notes', { mode: 'not enabled' }),
        object('view', 'recent', { table: null }),
        object('function', 'helper', { table: null }),
      ],
    };
    const here: Known = { project, contracts: [project.declarations] };
    const expected = ['index notes only_here', 'check notes long', 'view - recent'];
    assert.deepEqual(named(missingFromNew(here, live)), ['index notes by_old', ...expected]);
    const before: Known = { project, contracts: [project.declarations, declarations] };
    assert.deepEqual(named(missingFromNew(before, live)), expected);
  });

  it('names what the migrations of an earlier Prisma make besides', async () => {
    const older = await projectOf(
      `${made} CREATE INDEX by_id ON notes (id) WHERE body IS NULL;
       ALTER TABLE notes ENABLE ROW LEVEL SECURITY;`,
    );
    const project = await projectOf(made);
    assert.deepEqual(named(missingFromOlder({ project, contracts: [project.declarations] }, older)), [
      'index notes by_id',
      'row level security notes notes',
    ]);
  });
});
