import assert from 'node:assert/strict';
import { stoppableMatcher } from '../../../../../src/adapters/project/pattern-matcher';
import { lintProject } from '../../../../../src/workflows/lint';
import { readDeclarations } from '../../../../../src/core/prisma-schema/read-declarations';
import { lines, lintedFile, sourceOf } from './lint-text';

const made = `CREATE TABLE "A" ("id" integer PRIMARY KEY, "a" text);
ALTER TABLE "A" ADD CONSTRAINT "positive_0f1e2d3c" CHECK (id > 0);
ALTER TABLE "A" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "read_0f1e2d3c" ON "A" FOR SELECT USING (true);
CREATE POLICY "by hand" ON "A" USING (true);`;

const bare = '// use prisma-8\nmodel A {\n  id Int @id\n  a String?\n}\n';
const full = `// use prisma-8
model A {
  id Int @id
  a String?
  @@check(expression: "id > 0", name: "positive")
  @@rls
}
policy_select read {
  target = A
  using = "true"
}
`;

/** What lint says of a migration that comes with a change of a contract. */
async function said(migration: string, before: string, after: string, alsoMade = ''): Promise<string[]> {
  const source = sourceOf({ history: [made + alsoMade], migration, prisma: '8.0.0' });
  const files = (text: string) => [{ file: '/app/contract.prisma', text }];
  const report = await lintProject(
    {
      ...source,
      schema: files(after),
      history: source.history && {
        ...source.history,
        schemaAtBase: () => Promise.resolve(files(before)),
        schemaWhenAdded: (names) =>
          Promise.resolve(new Map(names.map((name) => [name, { before: [], after: files(before) }]))),
      },
    },
    { matchPattern: stoppableMatcher() },
  );
  return lines(report.findings.filter(({ file }) => file === lintedFile)).map((line) =>
    line.replace(/^(\S+) .*?(\w+_[0-9a-f]{8}|by hand).*$/s, '$1 $2'),
  );
}

describe('what a contract declares besides indexes', () => {
  const drops = `DROP POLICY "read_0f1e2d3c" ON "A";
ALTER TABLE "A" DROP CONSTRAINT "positive_0f1e2d3c";`;

  it('is no loss where a migration drops what the contract has ceased to declare', async () => {
    assert.deepEqual(await said(drops, full, bare), []);
    assert.deepEqual(await said('ALTER TABLE "A" DISABLE ROW LEVEL SECURITY;', full, bare), []);
  });

  it('is one where the contract never declared it, or does so still', async () => {
    const lost = ['drop-row-level-security read_0f1e2d3c', 'drop-protected-constraint positive_0f1e2d3c'];
    assert.deepEqual(await said(drops, bare, bare), lost);
    assert.deepEqual(await said(drops, full, full), lost);
    assert.deepEqual(await said('DROP POLICY "by hand" ON "A";', full, bare), [
      'drop-row-level-security by hand',
    ]);
  });
});

describe('an index that a contract declares by its text', () => {
  const indexed = bare.replace('}', '  @@index(expression: "lower(a)", name: "lower")\n}');
  const name = readDeclarations([{ file: 'contract.prisma', text: indexed }]).indexes.at(-1)?.name ?? '';
  const drop = `DROP INDEX "${name}";`;
  const indexes = `CREATE INDEX "${name}" ON "A" (lower(a));\nCREATE INDEX "upper_0f1e2d3c" ON "A" (upper(a));`;

  it('is missed where the contract declares it still, whatever other expressions are indexed', async () => {
    assert.deepEqual(await said(drop, indexed, indexed, indexes), [`drop-declared-index ${name}`]);
  });

  it('is no loss where the contract has ceased to declare it', async () => {
    assert.deepEqual(await said(drop, indexed, bare, indexes), []);
  });
});
