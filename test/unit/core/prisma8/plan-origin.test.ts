import assert from 'node:assert/strict';
import type { MigrationEdge } from '../../../../src/core/prisma8/migration-graph';
import { planOrigins } from '../../../../src/core/prisma8/plan-origin';

/** `init: -> a` */
function edges(...texts: string[]): MigrationEdge[] {
  return texts.map((text) => {
    const [, name = '', from = '', to = ''] = /^(\w+): (\S*) ?-> (\S+)$/.exec(text) ?? [];
    return { name, from: from === '' ? undefined : from, to, createdAt: undefined, hash: undefined };
  });
}

function told(all: readonly MigrationEdge[], marker?: string): string {
  const origins = planOrigins(all, marker);
  return origins.kind === 'clear'
    ? `${origins.hash} by ${origins.migration}${origins.isMarker ? ', where it is' : ''}`
    : `one of ${origins.ends.map(({ hash }) => hash).join(' ')}`;
}

describe('core/prisma8/plan-origin', () => {
  const chain = edges('init: -> a', 'more: a -> b');

  it('plans from where the migrations end, wherever the database is on the way there', () => {
    assert.equal(told(chain), 'b by more');
    assert.equal(told(chain, 'a'), 'b by more');
    assert.equal(told(chain, 'elsewhere'), 'b by more');
    assert.equal(told(chain, 'b'), 'b by more, where it is');
  });

  it('plans from the branch on which the database is', () => {
    const branches = edges('init: -> a', 'more: a -> b', 'other: a -> c', 'last: c -> d');
    assert.equal(told(branches, 'c'), 'd by last');
    assert.equal(told(branches, 'b'), 'b by more, where it is');
    assert.equal(told(branches), 'one of b d');
    assert.equal(told(branches, 'a'), 'one of b d');
  });

  it('plans from where the database is in a circle', () => {
    const circle = edges('init: -> a', 'more: a -> b', 'back: b -> a');
    assert.equal(told(circle, 'b'), 'b by more, where it is');
    assert.equal(told(circle), 'one of a b');
  });

  it('gives a hash as the files write it, and knows it in either form', () => {
    const older = edges('init: -> sha256:a', 'more: sha256:a -> sha256:b', 'other: a -> c');
    assert.equal(told(older, 'b'), 'sha256:b by more, where it is');
    assert.equal(told(older, 'sha256:c'), 'c by other, where it is');
  });
});
