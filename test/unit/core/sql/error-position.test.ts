import assert from 'node:assert/strict';
import { errorPosition } from '../../../../src/core/sql/error-position';
import { readScript } from '../../../../src/core/sql/statements';

const text = `SELECT 1;
ALTER TABLE "t" ALTER COLUMN "s" DROP DEFAULT, ALTER COLUMN "s" TYPE "E" USING ("s"::text::"E");
SELECT missing FROM "app"."t" WHERE a = b;
COMMIT;
`;
const statements = readScript(text).statements;

function found(completed: number, message: string, at: string | number | undefined) {
  const offset = typeof at === 'string' ? text.indexOf(at) : at;
  const { statement, offset: shown } = errorPosition({ text, statements, completed, message, offset });
  return { statement: statement?.index, at: shown === undefined ? undefined : text.slice(shown, shown + 7) };
}

describe('the place of an error that PostgreSQL reports', () => {
  // Mutation: taking each position for one in the script.
  it('is the statement that was refused, where the position is one of another text', () => {
    const message = 'operator does not exist: "E" = text';
    assert.deepEqual(found(1, message, 53), { statement: 1, at: undefined });
    assert.deepEqual(found(1, message, 'COMMIT'), { statement: 1, at: undefined });
    assert.deepEqual(found(1, message, undefined), { statement: 1, at: undefined });
  });

  it('is the place itself where what PostgreSQL names stands there', () => {
    assert.deepEqual(found(2, 'column "missing" does not exist', 'missing'), { statement: 2, at: 'missing' });
    assert.deepEqual(found(2, 'relation "app.t" does not exist', '"app"."t"'), {
      statement: 2,
      at: '"app"."',
    });
    assert.deepEqual(found(2, 'relation "t" does not exist', '"app"."t"'), { statement: 2, at: '"app"."' });
    assert.deepEqual(found(2, 'operator does not exist: integer = text', '= b'), {
      statement: 2,
      at: '= b;\nCO',
    });
  });

  it('is anywhere in a script that could not be read', () => {
    assert.deepEqual(found(0, 'syntax error at or near "COMMIT"', 'COMMIT'), { statement: 3, at: 'COMMIT;' });
    assert.deepEqual(found(0, 'syntax error at or near "nothing"', 'COMMIT'), {
      statement: 0,
      at: undefined,
    });
  });
});
