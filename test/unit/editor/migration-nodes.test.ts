import assert from 'node:assert/strict';
import type { KnownMigration, KnownState } from '../../../src/editor/state/known-state';
import {
  isTroubled,
  nodesOfGroup,
  nodesOfProject,
  pageSize,
  type MigrationNode,
} from '../../../src/editor/views/migration-nodes';

const place = { root: 'file:///p', migrationsFolder: 'file:///p/prisma/migrations' };

function migration(name: string, state: KnownMigration['state'], more: Partial<KnownMigration> = {}) {
  return {
    ...{ name, state, file: undefined, verdict: undefined, appliedText: undefined, at: undefined },
    ...{ checksum: undefined, attempts: 1, outOfOrder: false, stray: false, logs: undefined },
    ...more,
  };
}

function known(migrations: KnownMigration[]): KnownState {
  const about = { environment: 'local', place: 'localhost:5432/app', production: false, hasTable: true };
  return { ...place, ...about, migrations, indexes: [], askedAt: 0 };
}

const view = (state: KnownState | undefined) => ({
  ...{ environment: 'local', known: state, trouble: undefined, isLoading: false },
});

const groups = (nodes: readonly MigrationNode[]) =>
  nodes.map((node) =>
    node.kind === 'group' ? `${node.group}: ${node.migrations.map(({ name }) => name).join(' ')}` : node.kind,
  );

describe('the tree of migrations', () => {
  it('groups what needs attention, what is pending, and what is applied with the newest first', () => {
    const nodes = nodesOfProject(
      place,
      view(
        known([
          migration('1', 'applied'),
          migration('2', 'drifted'),
          migration('3', 'marked'),
          migration('4', 'missing'),
          migration('5', 'pending', { outOfOrder: true }),
          migration('6', 'applied', { stray: true }),
          migration('7', 'pending'),
          migration('8', 'rolled-back'),
        ]),
      ),
    );
    assert.deepEqual(groups(nodes), ['attention: 6 5 4 2', 'pending: 7 8', 'applied: 3 1']);
  });

  it('counts what needs attention as it groups it', () => {
    const wanted = (['failed', 'drifted', 'missing', 'empty'] as const).map((state) => migration('x', state));
    assert.ok(wanted.every(isTroubled));
    const fine = (['applied', 'marked', 'pending', 'rolled-back'] as const).map((state) =>
      migration('x', state),
    );
    assert.ok(!fine.some(isTroubled));
  });

  it('says why nothing is known, and keeps what was known below that', () => {
    const trouble = { kind: 'unreachable', message: 'Nothing answers.' } as const;
    assert.deepEqual(groups(nodesOfProject(place, { ...view(undefined), trouble })), ['trouble']);
    const old = known([migration('1', 'applied')]);
    assert.deepEqual(groups(nodesOfProject(place, { ...view(old), trouble })), ['trouble', 'applied: 1']);
    assert.deepEqual(groups(nodesOfProject(place, { ...view(undefined), isLoading: true })), ['loading']);
    assert.deepEqual(groups(nodesOfProject(place, view(undefined))), ['unknown']);
  });

  it('shows a page of a long group, and another one when asked', () => {
    const many = Array.from({ length: 5_000 }, (_, number) => migration(String(number), 'applied'));
    const [group] = nodesOfProject(place, view(known(many)));
    assert.ok(group?.kind === 'group');
    const first = nodesOfGroup(group, 1);
    assert.equal(first.length, pageSize + 1);
    const more = first.at(-1);
    assert.ok(more?.kind === 'more');
    assert.equal(more.left, 5_000 - pageSize);
    const all = nodesOfGroup(group, 25);
    assert.equal(all.length, 5_000);
    assert.equal(new Set(all.map(({ id }) => id)).size, 5_000, 'two nodes have one id');
  });
});
