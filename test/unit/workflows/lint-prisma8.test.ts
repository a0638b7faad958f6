import assert from 'node:assert/strict';
import { openProjects } from '../../../src/adapters/open-projects';
import { positionsOf } from '../../../src/core/text-positions';
import { lintProject } from '../../../src/workflows/lint';
import type { LintReport } from '../../../src/workflows/lint-report';
import { inWorkspace, type Workspace } from '../../helpers/workspace';

interface Operation {
  readonly id: string;
  readonly sql: string;
  /** Whether Prisma looks afterwards, and therefore before, if it is done. */
  readonly postcheck?: true;
  /** What stands above it in migration.ts. */
  readonly comment?: string;
}

/** The files of a migration as `migration.ts` writes them. */
function migration(
  name: string,
  [from, to]: readonly [from: string | null, to: string],
  ...operations: readonly Operation[]
): Record<string, string> {
  const folder = `migrations/app/${name}`;
  const list = operations.map(
    ({ comment, id }) => `${comment === undefined ? '' : `// ${comment}\n`}rawSql('${id}')`,
  );
  return {
    [`${folder}/migration.json`]: JSON.stringify({ from, to, createdAt: name }),
    [`${folder}/migration.ts`]: `class M extends Migration {\nget operations() {\nreturn [\n${list.join(',\n')}\n];\n}\n}\n`,
    [`${folder}/ops.json`]: JSON.stringify(
      operations.map(({ id, sql, postcheck }) => ({
        ...{ id, label: id, operationClass: 'additive', target: { id: 'postgres' } },
        ...{ execute: [{ sql }], postcheck: postcheck ? [{ sql: 'SELECT true' }] : [] },
      })),
      null,
      2,
    ),
  };
}

function contract(
  hash: string,
  columns: readonly string[] = ['id', 'e'],
  indexes: readonly string[] = [],
): string {
  const fields = columns.map((name) => [name, { nativeType: 'int4', codecId: 'pg/int4@1', nullable: false }]);
  return JSON.stringify({
    ...{ schemaVersion: '1', targetFamily: 'sql', target: 'postgres' },
    storage: {
      storageHash: hash,
      namespaces: {
        public: {
          entries: {
            table: {
              t: {
                columns: Object.fromEntries(fields) as object,
                indexes: indexes.map((name) => ({ name, columns: ['e'] })),
                ...{ uniques: [], foreignKeys: [] },
              },
            },
          },
        },
      },
    },
  });
}

const project = {
  'package.json': '{"devDependencies":{"@prisma/orm-postgres":"8.0.0-rc.13"}}',
  'prisma.config.ts':
    "export default definePrismaConfig({ orm: defineConfig({ contract: './src/contract.ts' }) });\n",
  'src/contract.ts': '',
};
const init = migration(
  '1_init',
  [null, 'a'],
  { id: 'table.t', sql: 'CREATE TABLE "t" ("id" int4, "e" int4)' },
  { id: 'mine', sql: 'CREATE INDEX "t_e" ON "t" ("e") WHERE "e" > 0' },
);
const dropping: Operation = { id: 'gone', sql: 'DROP INDEX "t_e"' };

async function lint({ folder }: Workspace): Promise<LintReport> {
  const [opened] = await openProjects([], { cwd: folder, prisma8: true });
  assert.ok(opened);
  return await lintProject(opened.source);
}

/** `severity rule file:line: message` for each finding that counts. */
async function said(workspace: Workspace): Promise<string[]> {
  const { findings, texts } = await lint(workspace);
  return findings
    .filter(({ suppressed }) => !suppressed)
    .map(({ severity, rule, file, range, message }) => {
      const line = positionsOf(texts.get(file) ?? '').at(range.start).line;
      return `${severity} ${rule} ${file.slice(workspace.folder.length + 1)}:${String(line)}: ${message}`;
    });
}

describe('linting a project of Prisma 8', () => {
  it(
    'finds what a migration takes, in the order of the chain, at its place and in the script',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...project,
        ...init,
        'src/contract.json': contract('b'),
        // By its name it would come first.
        ...migration('0_drop', ['a', 'b'], { id: 'one', sql: 'SELECT 1' }, dropping),
      });
      const { findings, texts } = await lint(workspace);
      const [finding, ...others] = findings;
      assert.deepEqual(others, []);
      assert.equal(finding?.rule, 'drop-protected-index');
      assert.equal(texts.get(finding.file)?.slice(finding.range.start, finding.range.end), '\\"t_e\\"');
      assert.match(finding.why, /take the operation out of migration\.ts.* line 5 of migration\.ts\./);
      const script = finding.related.find(({ file }) => file.endsWith('0_drop/migration.ts'));
      assert.equal(
        texts.get(script?.file ?? '')?.slice(script?.range.start, script?.range.end),
        "rawSql('gone')",
      );
      assert.deepEqual(
        finding.fixes
          .flatMap(({ edits }) => edits.map(({ file }) => file))
          .filter((file) => file.endsWith('ops.json')),
        [],
      );
    }),
  );

  it(
    'judges each branch by what is there on it',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...project,
        ...init,
        'src/contract.json': contract('b'),
        ...Object.fromEntries(
          ['a', 'b', 'c', 'd'].map((hash) => [`migrations/snapshots/${hash}/contract.json`, contract(hash)]),
        ),
        ...migration('2_main', ['a', 'b'], dropping),
        // On this one the index is still there, and goes as well.
        ...migration('3_branch', ['a', 'c'], dropping),
        ...migration('4_branch', ['c', 'd'], { ...dropping, id: 'again' }),
      });
      const [main, branch, again] = await said(workspace);
      assert.match(main ?? '', /drop-protected-index migrations\/app\/2_main\/ops\.json/);
      assert.match(branch ?? '', /drop-protected-index migrations\/app\/3_branch\/ops\.json/);
      assert.match(
        again ?? '',
        /postgresql-refuses migrations\/app\/4_branch\/ops\.json.*Drops t_e once more/,
      );
    }),
  );

  it(
    'judges by the contract at the end of a migration, which is kept',
    inWorkspace(async (workspace) => {
      const made = { id: 'mine', sql: 'CREATE INDEX "t_e" ON "t" ("e") WHERE "e" > 0' };
      const files = {
        ...project,
        ...migration(
          '1_init',
          [null, 'a'],
          { id: 'table.t', sql: 'CREATE TABLE "t" ("id" int4, "e" int4)' },
          made,
        ),
        ...migration('2_drop', ['a', 'b'], { id: 'dropIndex.t.t_e', sql: 'DROP INDEX "public"."t_e"' }),
        'src/contract.json': contract('b'),
      };
      workspace.write(files);
      assert.equal((await said(workspace)).length, 1);
      workspace.write({
        'migrations/snapshots/a/contract.json': contract('a', ['id', 'e'], ['t_e']),
        'migrations/snapshots/b/contract.json': contract('b'),
      });
      assert.deepEqual(await said(workspace), []);
    }),
  );

  it(
    'takes a comment above an operation for a suppression, and says there what is wrong with it',
    inWorkspace(async (workspace) => {
      const comment = 'migration-guard-ignore drop-protected-index: search goes elsewhere now';
      const files = { ...project, ...init, 'src/contract.json': contract('b') };
      workspace.write({ ...files, ...migration('2_drop', ['a', 'b'], { ...dropping, comment }) });
      assert.deepEqual(await said(workspace), []);
      const wrong = 'migration-guard-ignore drop-protected-index:';
      workspace.write(migration('2_drop', ['a', 'b'], { ...dropping, comment: wrong }));
      assert.match(
        (await said(workspace)).join('\n'),
        /invalid-suppression migrations\/app\/2_drop\/migration\.ts:5/,
      );
    }),
  );

  it(
    'says nothing of what is there already where Prisma looks first',
    inWorkspace(async (workspace) => {
      const again = { id: 'index.t.t_e', sql: 'CREATE INDEX "t_e" ON "t" ("e") WHERE "e" > 0' };
      const files = { ...project, ...init, 'src/contract.json': contract('b') };
      workspace.write({ ...files, ...migration('2_again', ['a', 'b'], again) });
      assert.match(
        (await said(workspace)).join('\n'),
        /postgresql-refuses .*Makes an index called t_e once more/,
      );
      workspace.write(migration('2_again', ['a', 'b'], { ...again, postcheck: true }));
      assert.deepEqual(await said(workspace), []);
    }),
  );

  it(
    'reports a merged migration that Prisma stops at, and one that lost a file',
    inWorkspace(async (workspace) => {
      const wrong = JSON.stringify({
        from: null,
        to: 'a',
        createdAt: '1',
        migrationHash: 'of something else',
      });
      workspace.write({ ...project, ...init, 'src/contract.json': contract('a') });
      workspace.write({ 'migrations/app/1_init/migration.json': wrong });
      workspace.git('init', '--quiet', '-b', 'main');
      workspace.commit('base');
      assert.deepEqual(await said(workspace), [
        'error prisma-refuses migrations/app/1_init/migration.json:1: Prisma does not apply 1_init: its hash is not that of its ops.json and migration.json.',
      ]);
      workspace.write({ 'migrations/app/1_init/ops.json': undefined });
      assert.deepEqual(
        (await lint(workspace)).unread?.map(({ migration: name }) => name),
        ['1_init'],
      );
    }),
  );

  it(
    'tells a changed merged migration, and how the whole folder comes back',
    inWorkspace(async (workspace) => {
      workspace.write({ ...project, ...init, 'src/contract.json': contract('a') });
      workspace.git('init', '--quiet', '-b', 'main');
      workspace.commit('base');
      const ops = init['migrations/app/1_init/ops.json'] ?? '';
      workspace.write({ 'migrations/app/1_init/ops.json': ops.replace('> 0', '> 1') });
      const { findings } = await lint(workspace);
      assert.deepEqual(
        findings.map(({ rule, severity }) => `${severity} ${rule}`),
        ['error edited-settled-migration'],
      );
      assert.match(findings[0]?.why ?? '', /git checkout \w+ -- :\/migrations\/app\/1_init(?:\s|$)/);
    }),
  );
});
