import assert from 'node:assert/strict';
import type { LintJson } from '../../../../../src/core/reports/lint';
import { runCliHere } from '../../../../helpers/cli-here';
import { datasource, inWorkspace, type Workspace } from '../../../../helpers/workspace';

const schema = `${datasource}model notes {\n  id String @id\n  embedding Unsupported("vector(3)")?\n}\n`;
const migration =
  'CREATE TABLE notes (id text PRIMARY KEY, embedding vector(3));\n' +
  'CREATE INDEX notes_nearest ON notes USING hnsw (embedding vector_cosine_ops);\n';

const served =
  'export const near = (q: string) =>\n' +
  '  prisma.$queryRaw`SELECT id FROM notes ORDER BY embedding <=> ${q}::vector LIMIT 5`;\n';
const mismatch = served.replace('<=>', '<->').replace('near', 'far');

const project = (folder = ''): Record<string, string> => ({
  [`${folder}package.json`]: '{ "devDependencies": { "prisma": "7.1.0" } }',
  [`${folder}prisma/schema.prisma`]: schema,
  [`${folder}prisma/migrations/migration_lock.toml`]: 'provider = "postgresql"\n',
  [`${folder}prisma/migrations/1_notes/migration.sql`]: migration,
});

function start({ git, write, commit }: Workspace, files: Readonly<Record<string, string>>): void {
  git('init', '--quiet');
  write(files);
  commit('start');
  git('checkout', '--quiet', '-b', 'work');
}

async function json({ folder }: Workspace, ...args: string[]): Promise<LintJson> {
  const { stdout, stderr } = await runCliHere(folder, ['lint', '--queries', '--format', 'json', ...args]);
  assert.ok(stdout.startsWith('{'), stderr);
  return JSON.parse(stdout) as LintJson;
}

/** `warning vector-operator-mismatch src/a.ts:2 draft` */
function findingsOf({ projects }: LintJson): string[] {
  return projects.flatMap(({ findings }) =>
    findings.map(
      ({ severity, rule, file, range, state }) => `${severity} ${rule} ${file}:${range?.start.line} ${state}`,
    ),
  );
}

describe('lint --queries', () => {
  it(
    'judges the queries in code, and shows what is not new without failing',
    inWorkspace(async (workspace) => {
      start(workspace, { ...project(), 'src/search.ts': served, 'src/old.ts': mismatch });
      workspace.write({ 'src/new.ts': mismatch });
      assert.deepEqual(findingsOf(await json(workspace)), [
        'warning vector-operator-mismatch src/new.ts:2 draft',
        'warning vector-operator-mismatch src/old.ts:2 settled',
      ]);
      const { exitCode, stdout } = await runCliHere(workspace.folder, [
        ...['lint', '--queries', '--fail-on', 'warning'],
      ]);
      assert.equal(exitCode, 1);
      assert.match(stdout, /^src\/new\.ts\n {2}2:60 {2}warning {2}vector-operator-mismatch\n/);
      assert.match(stdout, /Already merged: [^]*\nsrc\/old\.ts\n/);
      assert.match(
        stdout,
        /It is deliberate: \/\/ migration-guard-ignore vector-operator-mismatch: <reason>/,
      );
      assert.match(
        stdout,
        /\n1 warning in 1 file \(1 migration\); 3 vector searches in 3 files; 1 already merged\n$/,
      );
      workspace.write({ 'src/new.ts': undefined });
      const again = await runCliHere(workspace.folder, ['lint', '--queries', '--fail-on', 'warning']);
      assert.equal(again.exitCode, 0);
      assert.match(again.stdout, /\nsrc\/old\.ts\n/);
    }),
  );

  it(
    'looks into no code without being asked, but for what migration-guard.json names',
    inWorkspace(async (workspace) => {
      start(workspace, { ...project(), 'src/search.ts': mismatch, 'test/search.ts': mismatch });
      const plain = await runCliHere(workspace.folder, ['lint']);
      assert.equal(plain.stdout, 'No findings in 1 migration\n');
      workspace.write({ 'migration-guard.json': '{ "queries": ["src/", "!**/*.test.ts"] }' });
      const { stdout } = await runCliHere(workspace.folder, ['lint']);
      assert.match(stdout, /; 1 vector search in 1 file; 1 already merged\n$/);
      assert.doesNotMatch(stdout, /test\/search\.ts/);
      // Who names a migration asks for that.
      const one = await runCliHere(workspace.folder, ['lint', 'prisma/migrations/1_notes/migration.sql']);
      assert.doesNotMatch(one.stdout, /vector search/);
      const changed = await runCliHere(workspace.folder, ['lint', '--changed']);
      assert.match(changed.stdout, /1 vector search in 1 file/);
    }),
  );

  it(
    'tells what it could not read or judge',
    inWorkspace(async (workspace) => {
      start(workspace, {
        ...project(),
        'src/broken.ts': 'prisma.$queryRaw`SELECT FROM WHERE embedding <=> ${q}::vector ORDER`;\n',
        'src/other.ts': 'prisma.$queryRaw`SELECT id FROM pages ORDER BY body <=> ${q}::vector LIMIT 5`;\n',
        'src/Search.vue': '<script>sql`SELECT id FROM notes ORDER BY embedding <-> ${q}`</script>\n',
        'node_modules/x/index.js': mismatch,
        'ignored/x.ts': mismatch,
        '.gitignore': 'ignored/\nnode_modules/\n',
      });
      const { projects } = await json(workspace);
      const [{ queries, notices } = {}] = projects;
      assert.deepEqual(queries?.searches, []);
      assert.deepEqual(
        [queries.unread, queries.unknown].map((places) => places.map(({ file }) => file)),
        [['src/broken.ts'], ['src/other.ts']],
      );
      assert.deepEqual(queries.notRead, [{ extension: '.vue', files: 1 }]);
      assert.deepEqual(notices, [
        'SQL with a vector operator could not be read, so it was not judged: src/broken.ts:1.',
        'Not judged, as neither a migration nor the schema has the column that is searched: src/other.ts:1.',
        'Queries in .vue files are not read: 1 file may have some.',
      ]);
    }),
  );

  it(
    'takes a comment in code for a suppression, and says where one suppresses nothing',
    inWorkspace(async (workspace) => {
      start(workspace, project());
      workspace.write({
        'src/a.ts': mismatch.replace(
          '\n',
          '\n  // migration-guard-ignore vector-operator-mismatch: compared with the paper\n',
        ),
        'src/b.ts': mismatch.replace(
          'LIMIT',
          '-- migration-guard-ignore vector-operator-mismatch: as agreed\n LIMIT',
        ),
        'src/c.ts': `// migration-guard-ignore vector-operator-mismatch: as agreed\n${served}`,
        'src/d.ts': `// migration-guard-ignore vector-operator-mismatch\n${mismatch}`,
        'sql/e.sql':
          '-- migration-guard-ignore vector-operator-mismatch: as agreed\nSELECT id FROM notes ORDER BY embedding <-> $1 LIMIT 5;\n',
      });
      const report = await json(workspace);
      const suppressed = report.projects.flatMap(({ findings }) =>
        findings.flatMap(({ file, suppressed: by }) => (by ? [`${file}: ${by.reason}`] : [])),
      );
      assert.deepEqual(suppressed, [
        'sql/e.sql: as agreed',
        'src/a.ts: compared with the paper',
        'src/b.ts: as agreed',
      ]);
      assert.deepEqual(
        findingsOf(report).filter((line) => /src\/[cd]/.test(line)),
        [
          'warning unused-suppression src/c.ts:1 draft',
          'warning invalid-suppression src/d.ts:1 draft',
          'warning vector-operator-mismatch src/d.ts:3 draft',
        ],
      );
    }),
  );

  it(
    'judges the functions and views of new migrations without being asked, and all of them if asked',
    inWorkspace(async (workspace) => {
      const made = (name: string): string =>
        `CREATE FUNCTION ${name}(q vector) RETURNS SETOF text LANGUAGE sql AS $$\n  SELECT id FROM notes ORDER BY embedding <-> q LIMIT 5\n$$;\n`;
      start(workspace, { ...project(), 'prisma/migrations/2_old/migration.sql': made('old') });
      workspace.write({ 'prisma/migrations/3_new/migration.sql': made('new') });
      const plain = await runCliHere(workspace.folder, ['lint', '--format', 'json']);
      assert.deepEqual(findingsOf(JSON.parse(plain.stdout) as LintJson), [
        'warning vector-operator-mismatch prisma/migrations/3_new/migration.sql:2 draft',
      ]);
      assert.deepEqual(findingsOf(await json(workspace)), [
        'warning vector-operator-mismatch prisma/migrations/2_old/migration.sql:2 settled',
        'warning vector-operator-mismatch prisma/migrations/3_new/migration.sql:2 draft',
      ]);
    }),
  );

  it(
    'counts as new what is wrong only since the index or the rest of the query has changed',
    inWorkspace(async (workspace) => {
      const similar = served.replace('id FROM', 'id,\n  kind FROM').replace('LIMIT', '\n  LIMIT');
      start(workspace, { ...project(), 'src/a.ts': served, 'src/b.ts': similar });
      assert.deepEqual(findingsOf(await json(workspace)), []);
      workspace.write({ 'src/b.ts': similar.replace('\n  LIMIT 5', '') });
      assert.deepEqual(findingsOf(await json(workspace)), ['hint vector-order-not-indexed src/b.ts:3 draft']);
      workspace.write({
        'src/b.ts': similar,
        'prisma/migrations/2_l2/migration.sql':
          'DROP INDEX notes_nearest;\nCREATE INDEX notes_l2 ON notes USING hnsw (embedding vector_l2_ops);\n',
      });
      assert.deepEqual(
        findingsOf(await json(workspace)).filter((line) => line.includes('vector-')),
        [
          'warning vector-operator-mismatch src/a.ts:2 draft',
          'warning vector-operator-mismatch src/b.ts:3 draft',
        ],
      );
    }),
  );

  it(
    'knows columns that only the schema has, and leaves queries of chosen rows alone',
    inWorkspace(async (workspace) => {
      const column = served.replace('embedding', 'late');
      start(workspace, {
        ...project(),
        'prisma/schema.prisma': schema.replace(/\}\n$/, '  late Unsupported("vector(3)")?\n}\n'),
        'src/late.ts': column,
        'src/chosen.ts':
          'prisma.$queryRaw`SELECT id FROM notes WHERE id = ANY(${ids}) AND embedding <-> ${q}::vector < 0.5`;\n',
      });
      assert.deepEqual(findingsOf(await json(workspace)), [
        'hint vector-column-not-indexed src/late.ts:2 settled',
      ]);
    }),
  );

  it(
    'looks at the files that are named, as a hook does, and tells of those that are in no project',
    inWorkspace(async (workspace) => {
      start(workspace, { ...project(), 'src/a.ts': mismatch, 'src/b.ts': mismatch });
      const one = await json(workspace, 'src/b.ts');
      assert.deepEqual(findingsOf(one), ['warning vector-operator-mismatch src/b.ts:2 settled']);
      workspace.write({ ...project('apps/x/'), ...project('apps/y/'), prisma: undefined });
      const { projects } = await json(workspace, 'apps');
      assert.deepEqual(
        projects.map(({ notices }) => notices.filter((notice) => notice.startsWith('In no'))),
        [
          [
            "In no project's folder, so their queries were not judged: src/a.ts and src/b.ts. Name the project and the files to lint.",
          ],
          [],
        ],
      );
      const named = await json(workspace, 'apps/x', 'src/b.ts');
      assert.deepEqual(findingsOf(named), ['warning vector-operator-mismatch src/b.ts:2 settled']);
    }),
  );

  it(
    'searches a whole repository for its one project, and for each of several below its own folder',
    inWorkspace(async (workspace) => {
      start(workspace, { ...project('packages/db/'), 'apps/web/search.ts': mismatch });
      const inDb = await runCliHere(workspace.folder, ['lint', '--queries', 'packages/db']);
      assert.match(inDb.stdout, /1 vector search in 1 file/);
      workspace.write({ ...project('apps/web/'), 'packages/db/near.ts': served });
      assert.deepEqual(
        (await json(workspace)).projects.map(({ root, queries }) => [
          root,
          queries?.searches.map(({ file, served: isServed, index }) => [file, isServed, index]),
        ]),
        [
          ['apps/web', [['apps/web/search.ts', 'no', null]]],
          ['packages/db', [['packages/db/near.ts', 'yes', 'notes_nearest']]],
        ],
      );
    }),
  );
});
