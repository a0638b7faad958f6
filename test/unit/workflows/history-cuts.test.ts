import assert from 'node:assert/strict';
import type { CameWith, HistoryCut, LintSource, SchemaChange } from '../../../src/workflows/lint-source';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { lintProject } from '../../../src/workflows/lint';
import { findProtectedIndexes } from '../../../src/workflows/protected-indexes';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { sourceOf } from '../../helpers/lint-migration';
import { datasource } from '../../helpers/workspace';

const model = (...attributes: string[]): string =>
  `model items {\n  id Int @id\n  a Int\n  ${attributes.join('\n  ')}\n}\n`;
const declaredA = '@@index([a], map: "a_idx")';

const table = 'CREATE TABLE "items" ("id" INTEGER PRIMARY KEY, "a" INTEGER, "v" vector(3));';
const plain = 'CREATE INDEX "a_idx" ON "items"("a");';
const vector = 'CREATE INDEX "v_idx" ON "items" USING ivfflat ("v" vector_l2_ops);';
const dropPlain = '-- DropIndex\nDROP INDEX "a_idx";\n';
const dropVector = '-- DropIndex\nDROP INDEX "v_idx";\n';

const shallow: HistoryCut = { cut: 'shallow', command: 'git fetch --unshallow' };
const notice = /^The history is cut here: this clone is shallow\. .*git fetch --unshallow gets the rest\.$/;

interface Project {
  readonly migrations: Readonly<Record<string, string>>;
  readonly settled: readonly string[];
  readonly came?: Readonly<Record<string, CameWith>>;
  readonly schemaAtBase?: string;
  readonly driftIgnore?: string;
  readonly hasGit?: false;
}

function projectOf({ came = {}, schemaAtBase = model(), hasGit, ...project }: Project): LintSource {
  const source = sourceOf({ ...project, schema: model() });
  if (hasGit === false || !source.history) return { ...source, history: undefined };
  return {
    ...source,
    history: {
      ...source.history,
      schemaAtBase: () => Promise.resolve(filesWith(schemaAtBase)),
      schemaWhenAdded: (names) =>
        Promise.resolve(new Map(Object.entries(came).filter(([name]) => names.includes(name)))),
    },
  };
}

function filesWith(models: string) {
  return [{ file: '/p/prisma/schema.prisma', text: datasource + models }];
}

const changed = (before: string, after: string): SchemaChange => ({
  before: filesWith(before),
  after: filesWith(after),
});

async function said(project: Project): Promise<{ lines: string[]; notices: readonly string[] }> {
  const { findings, notices } = await lintProject(projectOf(project));
  return {
    lines: findings.map(({ severity, rule, index }) => `${severity} ${rule} ${index ?? ''}`),
    notices,
  };
}

describe('what git does not know of a settled migration', () => {
  const migrations = { '1_a': `${table}\n${plain}`, '2_b': dropPlain };
  const settled = Object.keys(migrations);

  it('is not told: a plain index that may have been declared when it was made', async () => {
    for (const own of [shallow, changed(model(), model())]) {
      const unknown = await said({ migrations, settled, came: { '1_a': shallow, '2_b': own } });
      assert.deepEqual(unknown.lines, []);
      assert.equal(unknown.notices.length, 1);
      assert.match(unknown.notices.join(), notice);
    }
    const came = { '1_a': changed('', model()), '2_b': changed(model(), model()) };
    assert.deepEqual(await said({ migrations, settled, came }), {
      lines: ['warning drop-protected-index a_idx'],
      notices: [],
    });
  });

  it('is not told: a drop that the schema may have asked for', async () => {
    const project = { migrations: { '1_a': `${table}\n${vector}`, '2_b': dropVector }, settled };
    const known = { '1_a': changed('', model()) };
    const { lines, notices } = await said({ ...project, came: { ...known, '2_b': shallow } });
    assert.deepEqual(lines, []);
    assert.match(notices.join(), notice);
    const came = { ...known, '2_b': changed(model(), model()) };
    assert.deepEqual(await said({ ...project, came }), {
      lines: ['warning drop-protected-index v_idx'],
      notices: [],
    });
  });

  it('is not told: that the schema still declares what was dropped by hand', async () => {
    const history = { '1_a': `${table}\n-- CreateIndex\n${plain}`, '2_b': 'DROP INDEX "a_idx";' };
    const known = { '1_a': changed('', model(declaredA)) };
    const { lines, notices } = await said({
      migrations: history,
      settled,
      came: { ...known, '2_b': shallow },
    });
    assert.deepEqual(lines, []);
    assert.match(notices.join(), notice);
    const came = { ...known, '2_b': changed(model(declaredA), model(declaredA)) };
    assert.deepEqual(await said({ migrations: history, settled, came }), {
      lines: ['warning drop-declared-index a_idx'],
      notices: [],
    });
  });

  it('does not keep silent what drift-ignore.json lists, and says of it only what is certain', async () => {
    const driftIgnore = '{ "protectedIndexes": [{ "name": "v_idx" }] }';
    const history = { '1_a': `${table}\n${vector}`, '2_b': dropVector };
    const came = { '1_a': shallow, '2_b': shallow };
    const source = projectOf({ migrations: history, settled, came, driftIgnore });
    const { findings } = await lintProject(source);
    const [finding] = findings;
    assert.equal(finding?.rule, 'drop-protected-index');
    assert.doesNotMatch(`${finding.message} ${finding.why}`, /declare(?:d in|s)|not declare/);
    assert.match(finding.why, /^Made by hand in 1_a\. Listed in drift-ignore\.json\.$/);
  });

  it('is what came in between where one commit brought both migrations in', async () => {
    const together = { commit: 'c0ffee0123456789', migrations: new Set(settled), isFirst: true };
    const came = {
      '1_a': { ...changed('', model()), together },
      '2_b': { ...changed('', model()), together },
    };
    const { lines, notices } = await said({ migrations, settled, came });
    assert.deepEqual(lines, []);
    assert.match(
      notices.join(),
      /^The history is cut here: git has nothing .*c0ffee012345, which brought 2 /,
    );
    const inMiddle = { ...together, migrations: new Set(['1_a', '1_b']), isFirst: false };
    const later = {
      '1_a': { ...changed('', model()), together: inMiddle },
      '2_b': changed(model(), model()),
    };
    assert.deepEqual(await said({ migrations, settled, came: later }), {
      lines: ['warning drop-protected-index a_idx'],
      notices: [],
    });
  });

  it('is told of every finding where there is no git at all', async () => {
    const migrationsOf = { '1_a': `${table}\n${plain}\n${vector}`, '2_b': dropPlain, '3_c': dropVector };
    const { lines, notices } = await said({ migrations: migrationsOf, settled: [], hasGit: false });
    assert.deepEqual(lines, ['error drop-protected-index v_idx']);
    assert.match(notices.join(), /^The history is cut here: git has nothing of this project/);
    const nothing = { migrations: { '1_a': table }, settled: [], hasGit: false as const };
    assert.deepEqual(await said(nothing), { lines: [], notices: [] });
  });

  it('is not mentioned where nothing hangs on it', async () => {
    const came = { '1_a': shallow, '2_b': shallow };
    const prisma = { '1_a': `${table}\n-- CreateIndex\n${plain}`, '2_b': dropPlain };
    assert.deepEqual(await said({ migrations: prisma, settled, came }), { lines: [], notices: [] });
  });
});

describe('what git does not know of an older migration', () => {
  const migrations = { '1_a': `${table}\n${plain}`, '2_b': dropPlain };

  it('leaves a draft to be judged by the schema at the base', async () => {
    const project = { migrations, settled: ['1_a'], came: { '1_a': shallow } };
    const { lines, notices } = await said(project);
    assert.deepEqual(lines, ['error drop-protected-index a_idx']);
    assert.match(notices.join(), notice);
    assert.deepEqual((await said({ ...project, schemaAtBase: model(declaredA) })).lines, []);
  });
});

describe('the protected indexes of a history that is cut', () => {
  const protectedIn = async (project: Project): Promise<{ names: string[]; notices: readonly string[] }> => {
    const replayed = await ReplayedProject.open(projectOf(project), loadGrammar);
    const names = (await findProtectedIndexes(replayed)).map(({ name }) => name);
    return { names, notices: replayed.cuts.notices };
  };

  it('are those that are certain', async () => {
    const migrations = { '1_a': `${table}\n${plain}\n${vector}` };
    const project = { migrations, settled: ['1_a'] };
    const { names, notices } = await protectedIn({ ...project, came: { '1_a': shallow } });
    assert.deepEqual(names, ['v_idx']);
    assert.match(notices.join(), notice);
    assert.deepEqual(await protectedIn({ ...project, came: { '1_a': changed('', model()) } }), {
      names: ['a_idx', 'v_idx'],
      notices: [],
    });
    // The schema on disk is that of the newest migration alone.
    const newest = await protectedIn({ ...project, hasGit: false });
    assert.deepEqual(newest, { names: ['a_idx', 'v_idx'], notices: [] });
    const withoutGit = await protectedIn({
      ...project,
      migrations: { ...migrations, '2_b': 'SELECT 1;' },
      hasGit: false,
    });
    assert.deepEqual(withoutGit.names, ['v_idx']);
    assert.match(withoutGit.notices.join(), /^The history is cut here: git has nothing of this project/);
  });

  it('are without what an old migration took, which the schema may have asked for', async () => {
    const migrations = { '1_a': `${table}\n${vector}`, '2_b': dropVector };
    const project = { migrations, settled: Object.keys(migrations) };
    for (const unknown of [
      { ...project, came: { '1_a': shallow, '2_b': shallow } },
      { ...project, hasGit: false as const },
    ]) {
      const { names, notices } = await protectedIn(unknown);
      assert.deepEqual(names, []);
      assert.match(notices.join(), /^The history is cut here/);
    }
    const came = { '1_a': changed('', model()), '2_b': changed(model(), model()) };
    assert.deepEqual(await protectedIn({ ...project, came }), { names: ['v_idx'], notices: [] });
  });

  it('are told by the newest migration of a first commit, whose schema is that commit’s', async () => {
    const migrations = { '1_a': table, '2_b': plain };
    const together = { commit: 'c0ffee', migrations: new Set(Object.keys(migrations)), isFirst: true };
    const came = { '2_b': { ...changed('', model()), together } };
    assert.deepEqual(await protectedIn({ migrations, settled: ['1_a', '2_b'], came }), {
      names: ['a_idx'],
      notices: [],
    });
  });
});
