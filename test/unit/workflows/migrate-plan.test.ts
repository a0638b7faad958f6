import assert from 'node:assert/strict';
import { sha256 } from '../../../src/adapters/files/sha256';
import type { CatalogueIndex } from '../../../src/core/database/catalogue';
import { loadGrammar } from '../../../src/core/sql/grammar';
import type { DatabaseReader } from '../../../src/workflows/database';
import type { LintSource, TextFile } from '../../../src/workflows/lint-source';
import { planMigration } from '../../../src/workflows/migrate-plan';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { readStatus } from '../../../src/workflows/status';
import { sourceOf } from '../../helpers/lint-migration';

const empty: DatabaseReader = {
  ...{ location: 'localhost:5432/app', schema: 'public', isLocal: true },
  readRows: () => Promise.resolve(undefined),
  readIndexes: () => Promise.resolve([]),
  readObjects: () => Promise.resolve([]),
};

const migrations = {
  '1_notes': 'CREATE TABLE notes (id text, body text);\nCREATE INDEX by_body ON notes (lower(body));\n',
  '2_drop': '-- DropIndex\nDROP INDEX "by_body";\n',
};

/** What stands in the way of an empty database, and what is said. */
async function planOf(
  { history, ...rest }: LintSource,
  isShared: boolean,
  catalogue: readonly CatalogueIndex[] = [],
) {
  const names = new Set(rest.migrations.map(({ name }) => name));
  const source = {
    ...rest,
    history: history && { ...history, committed: () => Promise.resolve(names) },
  };
  const project = await ReplayedProject.open(source, loadGrammar);
  const status = await readStatus(Promise.resolve(project), 'dev', empty, sha256);
  const { pending, obstacles, remarks, lint } = await planMigration(project, status, {
    isShared,
    target: { environment: 'dev' },
    readLive: () => Promise.resolve({ catalogue, ownSchema: 'public' }),
  });
  return {
    ...{ pending: pending.length, obstacles, remarks },
    findings: lint.findings.map(({ rule, state }) => `${state} ${rule}`),
  };
}

const merged =
  '1 migration that is already merged loses protected indexes: migration-guard lint --settled tells which.';
const nothing = { pending: 2, obstacles: [], remarks: [merged], findings: [] };
const broken: TextFile = { file: 'migration-guard.json', text: '{ "severities": 1 }' };

describe('the plan for a database in which nothing is applied yet', () => {
  for (const isShared of [false, true]) {
    describe(isShared ? 'that others use' : 'that nobody else uses', () => {
      // Mutation: settled migrations linted as if they were new, or not at all.
      it('tells in one line what merged migrations lose, and applies them', async () =>
        assert.deepEqual(
          await planOf(sourceOf({ migrations, settled: ['1_notes', '2_drop'] }), isShared),
          nothing,
        ));

      it('does the same without git, where nobody knows which are new', async () =>
        assert.deepEqual(
          await planOf({ ...sourceOf({ migrations }), history: undefined }, isShared),
          nothing,
        ));

      it('stops for what a new one loses', async () =>
        assert.deepEqual(await planOf(sourceOf({ migrations, settled: ['1_notes'] }), isShared), {
          ...{ pending: 2, remarks: [], findings: ['draft drop-protected-index'] },
          obstacles: [
            'A new migration does what is shown above. Fix it, or say in the file why it is wanted.',
          ],
        }));

      it('stops for a broken configuration only where a new one is judged by it', async () => {
        const all = { ...sourceOf({ migrations, settled: ['1_notes', '2_drop'] }), config: broken };
        assert.deepEqual((await planOf(all, isShared)).obstacles, []);
        const one = { ...sourceOf({ migrations, settled: ['1_notes'] }), config: broken };
        assert.match(
          (await planOf(one, isShared)).obstacles[0] ?? '',
          /^The configuration has mistakes\. Correct migration-guard\.json: .*\.$/,
        );
      });
    });
  }

  it('is silent where a merged migration lost what a later one makes again', async () => {
    const again = { ...migrations, '3_again': 'CREATE INDEX by_body ON notes (lower(body));\n' };
    const source = sourceOf({ migrations: again, settled: Object.keys(again) });
    assert.deepEqual(await planOf(source, true), { ...nothing, pending: 3, remarks: [] });
  });

  describe('says what IF NOT EXISTS will keep', () => {
    const live = (isValid: boolean, definition: string): CatalogueIndex => ({
      ...{ schema: 'public', table: 'notes', name: 'by_id', definition, isValid, isOfConstraint: false },
      ...{ collations: [''], bytes: 0, scans: 0 },
    });
    const asTold = 'CREATE INDEX by_id ON public.notes USING btree (id)';
    const make = 'CREATE INDEX CONCURRENTLY IF NOT EXISTS by_id ON notes (id);';
    const remark = (what: string): string[] => [
      `2_make makes by_id IF NOT EXISTS, and there is one already that ${what}: PostgreSQL will keep that. To have it made, drop it before: DROP INDEX "public"."by_id";`,
    ];

    // Mutations: only protected indexes looked at; a DROP before it not seen; the definition not compared.
    for (const [what, catalogue, text, remarks] of [
      ['an invalid one', [live(false, asTold)], make, remark('is invalid')],
      [
        'another one',
        [live(true, 'CREATE INDEX by_id ON public.notes USING btree (body)')],
        make,
        remark('has the keys (body), not (id)'),
      ],
      ['not the very same', [live(true, asTold)], make, []],
      ['not what is not there', [], make, []],
      ['not what is dropped before', [live(false, asTold)], `DROP INDEX IF EXISTS by_id;\n${make}`, []],
    ] as const satisfies readonly (readonly [
      string,
      readonly CatalogueIndex[],
      string,
      readonly string[],
    ])[]) {
      it(what, async () => {
        const all = { '1_notes': migrations['1_notes'], '2_make': text };
        const plan = await planOf(sourceOf({ migrations: all, settled: Object.keys(all) }), true, catalogue);
        assert.deepEqual(plan.remarks, remarks);
      });
    }
  });
});
