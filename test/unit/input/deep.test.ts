import assert from 'node:assert/strict';
import { lintProject } from '../../../src/workflows/lint';
import { inWorkspace, schemaWith } from '../../helpers/workspace';
import { openProjects } from '../../../src/adapters/open-projects';

const terms = (count: number): string => `(${Array.from({ length: count }, () => 'a').join(' || ')})`;
const calls = (count: number): string => `(${'lower('.repeat(count)}a${')'.repeat(count)})`;

/**
 * Expressions that a person does not write, but a program does. Where the stack ends, and whose it is (PostgreSQL's grammar's
 * or ours), depends on the machine: hence several sizes.
 */
const deep: Record<string, string> = {
  ...Object.fromEntries(
    [2000, 3000, 4000, 5000, 6000, 40_000].map((count) => [`${count} terms`, terms(count)]),
  ),
  ...Object.fromEntries([1500, 2500, 3000, 5000].map((count) => [`${count} calls`, calls(count)])),
  'CASE in each other': `(${"CASE WHEN a = '1' THEN ".repeat(3000)}'1'${' ELSE a END'.repeat(3000)})`,
  parentheses: `${'('.repeat(50_000)}a${')'.repeat(50_000)}`,
};

describe('an index whose expression is too deep to be read', () => {
  for (const [what, expression] of Object.entries(deep)) {
    // Catches a definition that throws, a protection that takes it for an ordinary index, and a draft of which nobody tells.
    it(`is protected, and costs nothing else that is said: ${what}`, async () => {
      await inWorkspace(async ({ write, folder }) => {
        write({
          'package.json': '{}',
          // Declared by its name: it counts all the same, as what it is cannot be known.
          'prisma/schema.prisma': `${schemaWith()}model t {\n  a String @id\n  b String\n  @@index([a], map: "deep")\n}\n`,
          'prisma/migrations/1_a/migration.sql': `CREATE TABLE t (a text, b text);
CREATE INDEX deep ON t (${expression});
CREATE INDEX fine ON t (b) WHERE a IS NOT NULL;`,
          'prisma/migrations/2_b/migration.sql': `-- DropIndex
DROP INDEX "deep";

-- DropIndex
DROP INDEX "fine";

-- AlterTable
ALTER TABLE "t" ALTER COLUMN "a" SET DATA TYPE INTEGER USING 1;
`,
        });
        const [project] = await openProjects([], { cwd: folder, git: false });
        assert.ok(project);
        const { findings } = await lintProject(project.source, {});
        const dropped = findings.filter(({ rule }) => rule === 'drop-protected-index');
        assert.deepEqual(
          dropped.map(({ index, severity }) => [index, severity]),
          [
            ['deep', 'error'],
            ['fine', 'error'],
          ],
        );
      })();
    });
  }
});
