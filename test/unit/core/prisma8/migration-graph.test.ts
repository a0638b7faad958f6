import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readGraph, type MigrationEdge } from '../../../../src/core/prisma8/migration-graph';
import { propertyRuns } from '../../../helpers/property-runs';

/** `a>b`; nothing before `>` is the empty database. The later ones are younger. */
function edges(...arrows: readonly string[]): MigrationEdge[] {
  return arrows.map((arrow, index) => {
    const [from, to = ''] = arrow.split('>');
    return { name: arrow, from: from || undefined, to, createdAt: `2026-01-0${index}`, hash: undefined };
  });
}

function lines(target: string | undefined, ...arrows: readonly string[]): string[] {
  return readGraph(edges(...arrows), target).lines.map(({ beginsAt, migrations }) =>
    [...(beginsAt === undefined ? [] : [`from ${beginsAt}:`]), ...migrations.map(({ name }) => name)].join(
      ' ',
    ),
  );
}

describe('the order of the migrations of Prisma 8', () => {
  it('is that of the chain, whatever the names', () => {
    assert.deepEqual(lines('c', 'b>c', '>a', 'a>b'), ['>a a>b b>c']);
  });

  it('leads to the contract first, and then along each branch', () => {
    assert.deepEqual(lines('c', '>a', 'a>b', 'a>c'), ['>a a>c', '>a a>b']);
  });

  it('goes through a merge on the shorter side, and then on the other', () => {
    assert.deepEqual(lines('d', '>a', 'a>b', 'b>d', 'a>c', 'c>x', 'x>d'), ['>a a>b b>d', '>a a>c c>x x>d']);
  });

  it('takes the older of two ways of the same length', () => {
    assert.deepEqual(lines('d', '>a', 'a>c', 'c>d', 'a>b', 'b>d')[0], '>a a>c c>d');
  });

  it('follows the way back', () => {
    assert.deepEqual(lines('a', '>a', 'a>b', 'b>a'), ['>a', '>a a>b b>a']);
  });

  it('is that of the longest line where the contract is not reached', () => {
    assert.deepEqual(lines('z', '>a', 'a>b'), ['>a a>b']);
    assert.deepEqual(lines(undefined, '>a', 'a>b', '>c'), ['>a a>b', '>c']);
  });

  it('begins elsewhere where nothing leads to a migration', () => {
    assert.deepEqual(lines('c', '>a', 'b>c'), ['>a', 'from b: b>c']);
    // A circle that nothing leads to begins at its oldest.
    assert.deepEqual(lines(undefined, 'a>b', 'b>a'), ['from a: a>b b>a']);
  });

  it('has each migration, and none before one that leads to it', () => {
    const node = fc.constantFrom('', 'a', 'b', 'c', 'd', 'e');
    const arrows = fc.uniqueArray(
      fc.tuple(node, fc.constantFrom('a', 'b', 'c', 'd', 'e')).map(([from, to]) => `${from}>${to}`),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(arrows, fc.constantFrom('a', 'z', undefined), (all, target) => {
        const { lines: found } = readGraph(edges(...all), target);
        assert.deepEqual(
          [...new Set(found.flatMap(({ migrations }) => migrations.map(({ name }) => name)))].sort(),
          [...all].sort(),
        );
        for (const { beginsAt, migrations } of found) {
          let at = beginsAt;
          for (const { from, to } of migrations) {
            assert.equal(from, at);
            at = to;
          }
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
