import assert from 'node:assert/strict';
import { sessionStateLeft } from '../../../../src/core/sql/session-state';
import { readScript } from '../../../../src/core/sql/statements';
import { cases } from '../../../prisma/session-state/cases';

function left(text: string, ownSchema?: string): string[] {
  return sessionStateLeft(text, readScript(text), ownSchema).map(({ range }) =>
    text.slice(range.start, range.end),
  );
}

describe('what a script leaves in its session', () => {
  // Mutations: SET LOCAL, RESET, savepoints or the end of a transaction not read; the words without their own reader.
  for (const { title, migrations, lint } of cases) {
    it(`${title}: ${lint ?? 'nothing that its own statements show'}`, () =>
      assert.deepEqual(
        migrations.flatMap((text) => left(text)),
        lint === undefined ? [] : [lint],
      ));
  }

  it('is nothing where the path stays on the schema of the connection, whatever that is called', () => {
    assert.deepEqual(left('SET search_path = app'), ['SET search_path = app']);
    assert.deepEqual(left('SET search_path = app', 'app'), []);
    assert.deepEqual(left('SET search_path = public', 'app'), ['SET search_path = public']);
  });

  it('is nothing in comments, strings and bodies of functions', () =>
    assert.deepEqual(
      left(
        "-- SET ROLE reader;\nSELECT 'BEGIN; SET search_path = x';\nCREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n  SET search_path = x;\nEND $$;",
      ),
      [],
    ));

  it('is each of several, in the order of the statements', () =>
    assert.deepEqual(left('BEGIN;\nSET ROLE a;\nSET search_path = b;'), [
      'BEGIN',
      'SET ROLE a',
      'SET search_path = b',
    ]));
});
