import assert from 'node:assert/strict';
import { z } from 'zod';
import { runCliHere } from '../../helpers/cli-here';
import { inExample } from '../../helpers/example';

const draft = 'prisma/migrations/20260301120000_add_tags';

const linted = z.object({
  projects: z.tuple([
    z.object({
      queries: z.object({
        searches: z.array(z.object({ file: z.string(), index: z.nullable(z.string()), served: z.string() })),
      }),
      findings: z.array(z.object({ file: z.string(), rule: z.string(), state: z.string() })),
    }),
  ]),
});

/** What lint says of the example's code. */
async function lintedCode(folder: string) {
  const { stdout } = await runCliHere(folder, ['lint', '--queries', '--format', 'json']);
  const [{ queries, findings }] = linted.parse(JSON.parse(stdout)).projects;
  return { searches: queries.searches, findings: findings.filter(({ file }) => file === 'search.ts') };
}

describe('the code of the example project', () => {
  it(
    'searches by the operator that its vector index serves',
    inExample(async ({ folder, write }) => {
      write({ [draft]: undefined });
      assert.deepEqual(await lintedCode(folder), {
        searches: [{ file: 'search.ts', index: 'idx_memories_embedding', served: 'yes' }],
        findings: [],
      });
    }),
  );

  it(
    'has no index to search by as long as the draft drops it',
    inExample(async ({ folder }) => {
      const { findings } = await lintedCode(folder);
      assert.deepEqual(findings, [{ file: 'search.ts', rule: 'vector-column-not-indexed', state: 'draft' }]);
    }),
  );
});
