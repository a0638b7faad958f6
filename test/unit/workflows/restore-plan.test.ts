import assert from 'node:assert/strict';
import { sha256 } from '../../../src/adapters/files/sha256';
import type { CatalogueIndex } from '../../../src/core/database/catalogue';
import type { CatalogueTable } from '../../../src/core/database/tables';
import { loadGrammar } from '../../../src/core/sql/grammar';
import type { CatalogueReader } from '../../../src/workflows/database';
import type { LintSource } from '../../../src/workflows/lint-source';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { planRestores } from '../../../src/workflows/restore-plan';
import { sourceOf } from '../../helpers/lint-migration';
import { aRow } from '../cli/commands/fix-drift/drifted';

const made = 'CREATE TABLE notes (id int, body text);\nCREATE INDEX by_body ON notes (lower(body));\n';
const plain = '-- CreateIndex\nCREATE INDEX "notes_id_idx" ON "notes"("id");\n';
const drop = '-- DropIndex\nDROP INDEX "by_body";\n';
const notes: CatalogueTable = {
  ...{ schema: 'public', name: 'notes', kind: 'table', estimatedRows: 1, bytes: 1, indexBytes: 0 },
};
const imposter: CatalogueIndex = {
  ...{ schema: 'public', table: 'notes', name: 'by_body', isValid: true, isOfConstraint: false },
  ...{ definition: 'CREATE INDEX by_body ON public.notes USING btree (id)', collations: [''] },
  ...{ bytes: 1, scans: 0 },
};

interface Situation {
  readonly migrations: Readonly<Record<string, string>>;
  readonly isLocal?: boolean;
  readonly names?: readonly string[];
  /** Names of migrations that the database has applied as they are; of others with another text. */
  readonly applied?: readonly string[];
  readonly edited?: readonly string[];
  readonly catalogue?: readonly CatalogueIndex[];
  readonly broughtIn?: NonNullable<LintSource['archive']>['broughtIn'];
}

async function planOf({ migrations, isLocal = true, names = [], ...given }: Situation) {
  const { applied = [], edited = [], catalogue = [], broughtIn } = given;
  const archive = {
    findTexts: () => Promise.resolve(new Map()),
    whereIs: () => Promise.resolve(new Map()),
    broughtIn: broughtIn ?? (() => Promise.resolve(new Map())),
    committedText: () => Promise.resolve(undefined),
  };
  const source = {
    ...sourceOf({
      migrations,
      schema: 'model notes {\n  id Int @id\n}\n',
      settled: Object.keys(migrations),
    }),
    archive,
  };
  const database: CatalogueReader = {
    ...{ location: 'db:5432/app', schema: 'public', isLocal },
    readPrisma8: () => Promise.resolve(undefined),
    readRows: () =>
      Promise.resolve([
        ...applied.map((name) => aRow(name, sha256(migrations[name] ?? ''))),
        ...edited.map((name) => aRow(name, sha256('SELECT 1;'))),
      ]),
    readIndexes: () => Promise.resolve(catalogue),
    readObjects: () => Promise.resolve([]),
    readTables: () => Promise.resolve([notes]),
    readTableParts: () => assert.fail('nobody asks for parts'),
    readExtensions: () => Promise.resolve([]),
    readUntrained: () => Promise.resolve([]),
    readRelationNames: () => Promise.resolve([]),
  };
  const project = ReplayedProject.open(source, loadGrammar);
  return planRestores(project, { environment: 'dev' }, database, {
    ...{ names, sha256, mayDrop: () => Promise.resolve(true) },
  });
}

describe('what restore plans', () => {
  const applied = ['1_init', '2_drop'];
  const lost = { migrations: { '1_init': made, '2_drop': drop }, applied };

  // Mutation: only by size, which is what was counted last.
  it('builds without blocking writers wherever others use the database, and plainly in a local one', async () => {
    const sql = async (isLocal: boolean) => (await planOf({ ...lost, isLocal })).plans[0]?.statements[0]?.sql;
    assert.match((await sql(false)) ?? '', /^CREATE INDEX CONCURRENTLY "by_body"/);
    assert.match((await sql(true)) ?? '', /^CREATE INDEX "by_body"/);
  });

  it('says which migration took the index away, who wrote it, and when', async () => {
    const by = { commit: 'abcdef0123456789', author: 'Ada', date: new Date('2026-02-03T04:05:06Z') };
    const broughtIn = () => Promise.resolve(new Map([['2_drop', by]]));
    const { plans } = await planOf({ ...lost, broughtIn });
    assert.equal(
      plans[0]?.notes[0],
      '2_drop (commit abcdef012 by Ada, 2026-02-03) takes it away, applied here on 2026-03-01.',
    );
    const elsewhere = await planOf({ ...lost, applied: ['1_init'] });
    assert.equal(elsewhere.plans[0]?.notes[0], '2_drop takes it away, which is not applied here.');
    const byHand = await planOf({ migrations: { '1_init': made }, applied: ['1_init'] });
    assert.match(byHand.plans[0]?.notes[0] ?? '', /^No migration here takes it away/);
  });

  it('brings back any index that is named, and only protected ones by itself', async () => {
    const migrations = { '1_init': made, '2_plain': plain };
    const all = await planOf({ migrations, applied: ['1_init', '2_plain'] });
    assert.deepEqual(
      all.plans.map(({ index }) => index.name),
      ['by_body'],
    );
    const named = await planOf({ migrations, applied: ['1_init', '2_plain'], names: ['notes_id_idx'] });
    assert.deepEqual(
      named.plans.map(({ index }) => index.name),
      ['notes_id_idx'],
    );
  });

  // Mutation: to swap it for what the edited file says.
  it('leaves an index alone that may be right, because nobody knows what was applied', async () => {
    const migrations = { '1_init': made };
    const { plans, refused } = await planOf({ migrations, edited: ['1_init'], catalogue: [imposter] });
    assert.deepEqual(plans, []);
    assert.match(
      refused[0]?.reason ?? '',
      /^1_init, which makes it, was changed .*: migration-guard check-drift --env dev$/,
    );
    const known = await planOf({
      migrations,
      applied: ['1_init'],
      catalogue: [imposter],
      names: ['by_body'],
    });
    assert.deepEqual(
      known.plans.map(({ kind }) => kind),
      ['swap'],
    );
  });
});
