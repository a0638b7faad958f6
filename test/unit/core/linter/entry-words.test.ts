import assert from 'node:assert/strict';
import { asSentence, foundWords, madeWords, ownWords } from '../../../../src/core/linter/change/entry-words';
import { kindName } from '../../../../src/core/linter/change/object-words';
import { tableObjectKinds } from '../../../../src/core/ledger/object-record';

const described = [
  ...['an index on users.email', 'a unique partial index on users (tenant_id, email)'],
  ...['a SP-GiST covering index on places.at', 'a unique constraint on users ((…), email)'],
  ...['a partial expression trigram index on users (first, last)', 'an index on users'],
  ...tableObjectKinds.map((kind) => `${kindName(kind)} of users`),
];

describe('the description of an entry of drift-ignore.json', () => {
  for (const what of described) {
    it(`is nobody's own where we wrote it: ${what}`, () => {
      for (const author of ['hand', 'prisma'] as const) {
        assert.equal(ownWords(madeWords(what, { author, migration: '20260101000000_a-b' })), undefined);
      }
      assert.equal(ownWords(foundWords(what)), undefined);
    });
  }

  for (const own of [
    'an index on users.email that the login needs',
    'a trigger of orders that keeps their totals, made by hand in 1_a',
    'a partial index on users.email, made by hand in 1_a: the login needs it',
    'the login needs it, made by hand in 1_a',
    'made in a console',
  ]) {
    it(`is the team's own: ${own}`, () => assert.equal(ownWords(` ${own}\n`), own));
  }

  it('is a sentence, and a name stays a name', () => {
    assert.equal(asSentence('the login needs it'), 'The login needs it.');
    assert.equal(asSentence('why not?'), 'Why not?');
    assert.equal(asSentence('login'), 'Login.');
    assert.equal(asSentence('idx_a stands in for it.'), 'idx_a stands in for it.');
    assert.equal(asSentence('users.email is searched'), 'users.email is searched.');
  });
});
