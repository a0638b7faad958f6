import assert from 'node:assert/strict';
import type { KnownIndex, KnownObject, KnownState } from '../../../../../src/editor/databases/known-state';
import type { KnownFinding } from '../../../../../src/editor/findings/known-finding';
import type { FileObject, LintedProject } from '../../../../../src/editor/findings/linted-project';
import { isInDanger, lostIn, protectedTables } from '../../../../../src/editor/views/protected/protected-row';
import type { ShownProject } from '../../../../../src/editor/views/tree/shown-project';

function object(kind: FileObject['kind'], table: string | null, name: string): FileObject {
  return {
    ...{ kind, table, name, schema: 'public', listed: false },
    ...{ statements: [`make ${name}`], origin: null },
  };
}

function index(table: string | null, name: string, state: KnownIndex['state'] = 'present'): KnownIndex {
  return {
    ...{ table, name, state, schema: 'public', listed: false, madeIn: '1_made', method: 'btree' },
    ...{ declared: false, origin: null, createStatement: null, differences: [], droppedBy: null },
    definition: null,
  };
}

function inDatabase(one: FileObject, state: KnownObject['state']): KnownObject {
  return { ...one, state, differences: state === 'different' ? ['disabled'] : [] };
}

const none = { index: undefined, objects: undefined };

function finding(more: Partial<NonNullable<KnownFinding['found']>>, severity: KnownFinding['severity']) {
  const start = { line: 0, character: 0 };
  const found = { rule: 'r', page: '', state: 'draft', loss: 'drop', ...none, ...more } as const;
  return {
    ...{ file: 'file:///m/2_gone/migration.sql', severity, span: { start, end: start } },
    ...{ message: 'Drops it.', found, related: [] },
  };
}

function project(more: {
  readonly known?: Partial<KnownState>;
  readonly files?: Partial<LintedProject>;
  readonly findings?: readonly KnownFinding[];
}): ShownProject {
  const { known, files, findings = [] } = more;
  const folders = { root: 'file:///', migrationsFolder: 'file:///m' };
  const asked = {
    environment: 'local',
    place: 'here',
    migrations: [],
    protectedIndexes: [],
    protectedObjects: [],
    ...known,
  };
  return {
    ...{ folders, findings, migrations: [] },
    view: {
      ...{ environment: 'local', failure: undefined, isLoading: false },
      known: known && ({ ...folders, ...asked } as unknown as KnownState),
    },
    files: files && ({ indexes: [], objects: [], ...files } as unknown as LintedProject),
  };
}

/** `table: kind name state, …` with `!` before what is in danger. */
function shown(one: ShownProject): string[] {
  return protectedTables(one).map(({ table, rows }) => {
    const texts = rows.map((row) => {
      const kind = row.kind === 'index' ? 'index' : row.thing.kind;
      return `${isInDanger(row) ? '!' : ''}${kind} ${row.thing.name} ${row.known?.state ?? '?'}`;
    });
    return `${table}: ${texts.join(', ')}`;
  });
}

const all = [
  object('trigger', 'notes', 'touch'),
  object('row level security', 'notes', 'notes'),
  object('check', 'notes', 'short'),
  object('policy', 'notes', 'own'),
  object('check', 'authors', 'adult'),
  object('view', null, 'recent'),
];

describe('what is protected, as the sidebar has it', () => {
  it('stands by table, then by kind and name, indexes first, and is not known to be anywhere without a database', () => {
    const indexes = [index('notes', 'z_idx'), index('notes', 'a_idx')];
    assert.deepEqual(shown(project({ files: { indexes, objects: all } })), [
      ': view recent ?',
      'authors: check adult ?',
      'notes: index a_idx ?, index z_idx ?, check short ?, policy own ?, row level security notes ?, trigger touch ?',
    ]);
  });

  it('is as the database has it where that was asked, and counted where it is not in place', () => {
    const [touch, security, short] = all as [FileObject, FileObject, FileObject];
    const known = {
      protectedIndexes: [index('notes', 'a_idx', 'invalid'), index('notes', 'b_idx', 'pending')],
      protectedObjects: [
        inDatabase(touch, 'different'),
        inDatabase(security, 'missing'),
        inDatabase(short, 'pending'),
      ],
    };
    const files = { objects: all };
    assert.deepEqual(shown(project({ known, files })), [
      'notes: !index a_idx invalid, index b_idx pending, check short pending, ' +
        '!row level security notes missing, !trigger touch different',
    ]);
    assert.equal(lostIn([known, known]), 6);
  });

  it('is in danger where a draft would take it away, unless that is applied, settled or only a hint', () => {
    const files = { indexes: [index('notes', 'a_idx')] };
    const danger = ['notes: !index a_idx ?'];
    const safe = ['notes: index a_idx ?'];
    const withIt = (one: KnownFinding) => shown(project({ files, findings: [one] }));
    assert.deepEqual(withIt(finding({ index: 'a_idx' }, 'error')), danger);
    assert.deepEqual(withIt(finding({ index: 'a_idx', loss: 'weaken' }, 'warning')), danger);
    assert.deepEqual(withIt(finding({ index: 'a_idx' }, 'info')), safe);
    assert.deepEqual(withIt(finding({ index: 'a_idx', state: 'settled' }, 'error')), safe);
    assert.deepEqual(withIt(finding({ index: 'a_idx', loss: 'rebuild' }, 'error')), safe);
    assert.deepEqual(withIt(finding({ index: 'b_idx' }, 'error')), safe);
    const touch = {
      kind: 'trigger',
      schema: 'public',
      table: 'notes',
      name: 'touch',
      migration: '1_made',
    } as const;
    const withTrigger = (of: typeof touch) =>
      shown(
        project({ files: { objects: all.slice(0, 1) }, findings: [finding({ objects: [of] }, 'warning')] }),
      );
    assert.deepEqual(withTrigger(touch), ['notes: !trigger touch ?']);
    assert.deepEqual(withTrigger({ ...touch, table: 'authors' } as never), ['notes: trigger touch ?']);
    const applied = { file: 'file:///m/2_gone/migration.sql', state: 'applied' };
    const known = { migrations: [applied], protectedIndexes: files.indexes } as unknown as KnownState;
    const findings = [finding({ index: 'a_idx' }, 'error')];
    assert.deepEqual(shown(project({ known, findings })), ['notes: index a_idx present']);
  });
});
