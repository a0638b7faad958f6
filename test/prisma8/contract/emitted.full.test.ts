import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { Declarations } from '../../../src/core/prisma-schema/declarations';
import { contractNotices } from '../../../src/core/prisma-schema/contract-notices';
import { readDeclarations } from '../../../src/core/prisma-schema/read-declarations';
import { contractFile, inPrisma8Project, type Prisma8Project } from '../../helpers/prisma-8/project';

const contract = fs.readFileSync('test/fixtures/contract/contract.prisma', 'utf8');
const emittedFile = contractFile.replace(/\.prisma$/, '.json');

const read = (project: Prisma8Project, file: string) => ({
  file,
  text: fs.readFileSync(project.at(file), 'utf8'),
});

/** What is declared, in the order of the names and without its places. */
function unplaced({ indexes, tables }: Pick<Declarations, 'indexes' | 'tables'>): object[] {
  const nowhere = { file: '', range: { start: 0, end: 0 } };
  return [
    ...indexes.map((index) => ({ key: `${index.table} ${index.name}`, ...index, ...nowhere })),
    ...tables.map((table) => ({ key: table.table, ...table, ...nowhere })),
  ].sort((one, other) => (one.key < other.key ? -1 : 1));
}

describe('what a contract declares, for the real Prisma 8', () => {
  it(
    'is what it emits, in whichever form it is read',
    inPrisma8Project({ extensions: ['pgvector'] }, async (project) => {
      project.write({ [contractFile]: contract });
      await project.succeed(['contract', 'emit']);
      const [schema, emitted] = [read(project, contractFile), read(project, emittedFile)];
      const declared = readDeclarations([emitted]);
      assert.deepEqual(unplaced(readDeclarations([schema])), unplaced(declared));
      assert.deepEqual(contractNotices([schema, emitted]), []);

      // What tests without the packages read is this, shortened.
      const kept = JSON.parse(fs.readFileSync('test/fixtures/contract/contract.json', 'utf8')) as object;
      assertPart(kept, JSON.parse(emitted.text), 'contract.json');

      // The names are those that it gives in the database.
      const migration = await project.plan('init');
      const operations = fs.readFileSync(project.at(`migrations/app/${migration}/ops.json`), 'utf8');
      const { indexes, objects } = declared;
      for (const { name, kind, table } of indexes) {
        // A key without a name of its own gets that from PostgreSQL. A table that is only observed is not made.
        if (kind === 'id' || table === 'Event') continue;
        assert.ok(operations.includes(JSON.stringify(`"${name}"`).slice(1, -1)), name);
      }
      for (const { name } of objects) {
        assert.ok(operations.includes(JSON.stringify(`"${name}"`).slice(1, -1)), name);
      }
    }),
  );
});

/** Fails where a part of a JSON value is not in the whole. */
function assertPart(part: unknown, whole: unknown, path: string): void {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) {
    assert.deepEqual(whole, part, path);
    return;
  }
  assert.ok(typeof whole === 'object' && whole !== null, path);
  const values = new Map(Object.entries(whole));
  for (const [key, value] of Object.entries(part)) assertPart(value, values.get(key), `${path}.${key}`);
}
