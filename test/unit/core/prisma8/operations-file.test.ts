import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readOperations } from '../../../../src/core/prisma8/operations-file';
import { propertyRuns } from '../../../helpers/property-runs';

function operation(id: string, ...sql: readonly string[]): object {
  return {
    ...{ id, label: `do ${id}`, operationClass: 'additive', target: { id: 'postgres' } },
    execute: sql.map((one) => ({ description: '', sql: one, params: [] })),
  };
}

/** What stands in the file where the map leads, as JSON reads it. */
function inFile(file: string, sql: string): string {
  const read = readOperations(file);
  const start = read.sql.indexOf(sql);
  const range = read.places.rangeOf({ start, end: start + sql.length });
  return JSON.parse(`"${file.slice(range.start, range.end)}"`) as string;
}

describe('the operations of an ops.json', () => {
  it('are the statements that they carry out, in their order', () => {
    const file = JSON.stringify([
      operation('a', 'CREATE TABLE "a" ()', 'SELECT 1 -- one'),
      operation('b', 'SELECT 2'),
    ]);
    const { sql, operations, target, problems } = readOperations(file);
    assert.deepEqual(problems, []);
    assert.equal(target, 'postgres');
    assert.equal(sql, 'CREATE TABLE "a" ()\n;\nSELECT 1 -- one\n;\nSELECT 2\n;\n');
    assert.deepEqual(
      operations.map(({ id, range }) => [id, sql.slice(range.start, range.end)]),
      [
        ['a', 'CREATE TABLE "a" ()\n;\nSELECT 1 -- one\n;\n'],
        ['b', 'SELECT 2\n;\n'],
      ],
    );
  });

  it('that Prisma plans carry the heading of the same statement of Prisma 7', () => {
    const heading = (id: string, sql: string): string | undefined =>
      /^-- (\w+)/.exec(readOperations(JSON.stringify([operation(id, sql)])).sql)?.[1];
    assert.equal(heading('dropIndex.t.i', 'DROP INDEX "public"."i"'), 'DropIndex');
    assert.equal(heading('index.t.i', 'CREATE UNIQUE INDEX "i" ON "t" ("a")'), 'CreateIndex');
    assert.equal(heading('index.public.t.i.rename', 'ALTER INDEX "i" RENAME TO "j"'), 'RenameIndex');
    // Somebody gave their own operation such an id.
    assert.equal(heading('index.t.i', 'DROP INDEX "i"'), undefined);
    assert.equal(heading('my-index', 'CREATE INDEX "i" ON "t" ("a")'), undefined);
  });

  it('say what could not be read', () => {
    assert.deepEqual(readOperations('{}').problems, ['it must be a list of operations']);
    assert.deepEqual(readOperations('[{"id":"a","execute":[{}]},{"label":"b"}]').problems, [
      'operation 1 has no id, or none of what it carries out can be read',
      'operation 2 has no id, or none of what it carries out can be read',
    ]);
    assert.ok(readOperations('[{"id":').problems.length > 0);
  });

  it('are found again in the file, whatever has to be escaped there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(undefined, 2),
        (statements, indent) => {
          const marked = statements.map((one, index) => `<${index}>${one}</${index}>`);
          const file = JSON.stringify([operation('a', ...marked)], null, indent);
          for (const one of marked) assert.equal(inFile(file, one), one);
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });

  it('of a file that is cut anywhere are those before', () => {
    const file = JSON.stringify([operation('a', 'SELECT "é\\\n"'), operation('b', 'SELECT 2')]);
    for (let end = 0; end <= file.length; end += 1) {
      const { operations, places, sql } = readOperations(file.slice(0, end));
      assert.ok(operations.length <= 2);
      assert.ok(places.offsetOf(sql.length) <= end);
    }
  });

  it('take comments along that stand elsewhere', () => {
    const file = JSON.stringify([operation('a', 'SELECT 1'), operation('dropIndex.t.i', 'DROP INDEX "i"')]);
    const { sql } = readOperations(file, new Map([[1, ['migration-guard-ignore x:\n y']]]));
    assert.equal(sql, 'SELECT 1\n;\n-- DropIndex\n-- migration-guard-ignore x: y\nDROP INDEX "i"\n;\n');
  });
});
