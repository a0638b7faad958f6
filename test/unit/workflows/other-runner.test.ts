import assert from 'node:assert/strict';
import { lintMemory } from '../../helpers/lint-migration';

const table = 'CREATE TABLE notes (id text, body text);\n';
const beside = `${table}CREATE INDEX CONCURRENTLY by_body ON notes (body);\n`;
const alone = 'CREATE INDEX CONCURRENTLY by_body ON notes (body);\n';
const draft = 'ALTER TABLE notes ADD COLUMN a text;\nCREATE INDEX CONCURRENTLY by_id ON notes (id);\n';
const notice =
  /^1_a, which is already merged, has CONCURRENTLY beside other statements\. .* another program applies/;

async function linted(migrations: Record<string, string>, settled: readonly string[]) {
  const { findings, notices } = await lintMemory({ migrations, settled });
  return { rules: findings.map(({ rule }) => rule), notices: notices.join('\n') };
}

describe('a project whose migrations another program applies', () => {
  it('is shown by a merged migration that Prisma could not apply: one notice in the place of errors', async () => {
    const { rules, notices } = await linted(
      { '1_a': beside, '2_b': draft, '3_c': draft.replaceAll(/\b(a|by_id)\b/g, '$12') },
      ['1_a'],
    );
    assert.deepEqual(rules, []);
    assert.match(notices, notice);
  });

  it('may fill in new ones what PostgreSQL cannot read, where nothing can be lost by it', async () => {
    const template = 'CREATE INDEX CONCURRENTLY x ON /* SCHEMA */.notes (id);\n';
    const { rules, notices } = await linted({ '1_a': beside, '2_b': template }, ['1_a']);
    assert.deepEqual(rules, []);
    assert.match(notices, notice);
    for (const [first, second] of [
      [table, template],
      [beside, 'ALTER TABLE /* SCHEMA */.notes DROP COLUMN body;\n'],
      [beside, 'DROP INDEX /* SCHEMA */.by_body;\n'],
      [beside, `CREATE INDEX x ON .notes ('; DROP TABLE notes;\n`],
    ] as const) {
      const { rules } = await linted({ '1_a': first, '2_b': second }, ['1_a']);
      assert.ok(rules.includes('unreadable-statement'), second);
    }
  });

  it('is not shown by a new one, nor by one that has CONCURRENTLY alone', async () => {
    for (const [first, settled] of [
      [beside, []],
      [table, ['1_a']],
      [alone, ['1_a']],
    ] as const) {
      const { rules, notices } = await linted({ '1_a': first, '2_b': draft }, settled);
      assert.ok(rules.includes('concurrently-not-alone'));
      assert.equal(notices, '');
    }
  });

  it('is not spoken of where nothing hangs on it', async () => {
    const { rules, notices } = await linted({ '1_a': beside, '2_b': alone.replace('by_body', 'x') }, ['1_a']);
    assert.deepEqual([rules, notices], [[], '']);
  });
});
