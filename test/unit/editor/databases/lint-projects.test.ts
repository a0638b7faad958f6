import assert from 'node:assert/strict';
import fs from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { lintProjects } from '../../../../src/editor/databases/worker/lint-projects';
import { sha256 } from '../../../../src/adapters/files/sha256';
import type { KnownFinding } from '../../../../src/editor/findings/known-finding';
import { contractHash, prisma8Config, prisma8Migration } from '../../../helpers/prisma-8/files';
import { inWorkspace, schemaWith } from '../../../helpers/workspace';

const made =
  'CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "n" INTEGER);\nCREATE INDEX "part" ON "A"("n") WHERE "n" > 3;\n';
const dropped = '-- DropIndex\r\nDROP INDEX "part";\r\n';
const merged = 'prisma/migrations/1_made/migration.sql';
const draft = 'prisma/migrations/2_dropped/migration.sql';
const files = {
  'package.json': '{}',
  'prisma/schema.prisma': schemaWith('A'),
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  [merged]: made,
};

describe('what the files of a project tell a window', () => {
  it(
    'are the findings of a draft with lines, drafts and merged ones, and protected indexes with their origin',
    inWorkspace(async ({ write, commit, at, git }) => {
      git('init', '--quiet');
      write(files);
      commit('made');
      write({ [draft]: dropped, 'prisma/migrations/3_empty/notes.md': '' });
      const uri = (file: string) => pathToFileURL(at(file)).href;
      const [project] = await lintProjects([uri('prisma/migrations')], {});
      assert.equal(project?.failure, undefined);
      assert.deepEqual(project?.migrations, [
        { name: '1_made', file: uri(merged), isSettled: true },
        { name: '2_dropped', file: uri(draft), isSettled: false },
        { name: '3_empty', file: null, isSettled: false },
      ]);
      const [finding, ...others] = project.findings;
      assert.deepEqual(others, []);
      assert.equal(finding?.file, uri(draft));
      assert.deepEqual(finding.span, { start: { line: 1, character: 11 }, end: { line: 1, character: 17 } });
      assert.equal(finding.severity, 'error');
      assert.equal(finding.found?.rule, 'drop-protected-index');
      assert.equal(finding.found.index, 'part');
      assert.equal(finding.found.loss, 'drop');
      assert.equal(finding.related[0]?.file, uri(merged));
      assert.equal(finding.related[0].span.start.line, 1);
      const [index] = project.indexes;
      assert.equal(index?.name, 'part');
      assert.equal(index.table, 'A');
      assert.equal(index.method, 'btree');
      assert.equal(index.origin?.migration, '1_made');
      const log = git('rev-parse', '--absolute-git-dir');
      assert.deepEqual(project.gitLogs, [`${log.trim()}/logs/HEAD`]);
    }),
  );

  it(
    'are also the checks, triggers and row level security, with what makes them',
    inWorkspace(async ({ write, at }) => {
      const own =
        'ALTER TABLE "A" ADD CONSTRAINT "few" CHECK ("n" < 9);\nALTER TABLE "A" ENABLE ROW LEVEL SECURITY;\n' +
        'CREATE TRIGGER "touch" BEFORE UPDATE ON "A" FOR EACH ROW EXECUTE FUNCTION stamp();\n';
      write({ ...files, 'prisma/migrations/2_own/migration.sql': own });
      const [project] = await lintProjects([pathToFileURL(at('prisma/migrations')).href], {});
      const told = project!.objects.map(({ kind, table, name, statements, origin }) => {
        const text = own.slice(origin!.start, origin!.end);
        return [kind, table, name, origin?.migration, statements?.[0], text.slice(0, 14)].join();
      });
      assert.deepEqual(told, [
        'check,A,few,2_own,ALTER TABLE "A" ADD CONSTRAINT "few" CHECK ("n" < 9),ALTER TABLE "A',
        'row level security,A,A,2_own,ALTER TABLE "A" ENABLE ROW LEVEL SECURITY,ALTER TABLE "A',
        `trigger,A,touch,2_own,${own.split('\n')[2]!.slice(0, -1)},CREATE TRIGGER`,
      ]);
    }),
  );

  it(
    'are also the checks that a draft would take along, with the draft',
    inWorkspace(async ({ write, commit, at, git }) => {
      git('init', '--quiet');
      const own = 'ALTER TABLE "A" ADD CONSTRAINT "few" CHECK ("n" < 9);\n';
      write({ ...files, 'prisma/migrations/2_own/migration.sql': own });
      commit('made');
      const column = '-- AlterTable\nALTER TABLE "A" DROP COLUMN "n",\nADD COLUMN     "n" TEXT;\n';
      write({ 'prisma/migrations/3_type/migration.sql': column });
      const [project] = await lintProjects([pathToFileURL(at('prisma/migrations')).href], {});
      assert.deepEqual(
        project!.objects.map(({ kind, name }) => `${kind} ${name}`),
        ['check few'],
      );
      const lost = project!.findings.flatMap(({ found }) => found?.objects ?? []);
      assert.deepEqual(lost, [
        { kind: 'check', schema: 'public', table: 'A', name: 'few', migration: '2_own' },
      ]);
    }),
  );

  it(
    'knows what is remembered of a database: what is applied here is local, and an edit of it is told',
    inWorkspace(async ({ write, commit, at, git }) => {
      git('init', '--quiet');
      write(files);
      commit('made');
      write({ [draft]: dropped });
      const uri = (file: string) => pathToFileURL(at(file)).href;
      const row = (text: string) => ({ environment: 'local', isLocal: true, checksum: sha256(text), text });
      const lint = async (rows: Readonly<Record<string, ReturnType<typeof row>>>) => {
        const [project] = await lintProjects([uri('prisma/migrations')], rows);
        return project!.findings.map(
          ({ file, found }) => `${file === uri(draft) ? 2 : 1} ${found?.rule} ${found?.state}`,
        );
      };
      assert.deepEqual(await lint({}), ['2 drop-protected-index draft']);
      assert.deepEqual(await lint({ [uri(draft)]: row(dropped) }), ['2 drop-protected-index local']);
      assert.deepEqual(await lint({ [uri(merged)]: row(`-- was\n${made}`) }), [
        '2 drop-protected-index draft',
        '1 edited-applied-migration settled',
      ]);
    }),
  );

  it(
    'has a mistake in what configures us, and says what it could not do',
    inWorkspace(async ({ write, at }) => {
      write({ ...files, 'prisma/drift-ignore.json': '{ "protectedIndexes": 3 }' });
      const folder = pathToFileURL(at('prisma/migrations')).href;
      const [project] = await lintProjects([folder], {});
      const [mistake] = project!.findings;
      assert.equal(mistake?.file, pathToFileURL(at('prisma/drift-ignore.json')).href);
      assert.equal(mistake.severity, 'error');
      assert.equal(mistake.found, undefined);
      assert.deepEqual(await lintProjects([`${folder}_later`], {}), [
        {
          ...{ migrationsFolder: `${folder}_later`, migrations: [], indexes: [], objects: [] },
          ...{ findings: [], notices: [], gitLogs: [], configuredBy: [] },
        },
      ]);
    }),
  );
});

describe('what the files of a project of Prisma 8 tell a window', () => {
  it(
    'are findings at places in ops.json, the chain in its order, what lies on a branch, and where an index was made',
    inWorkspace(async ({ write, commit, at, git }) => {
      const [init, draft, branch] = ['20260103T0000_init', '20260101T0000_drop', '20260102T0000_beside'];
      git('init', '--quiet');
      write({
        ...prisma8Config,
        ...prisma8Migration({ ...{ name: init, from: null, to: a }, sql: trigram }),
      });
      commit('made');
      write({
        ...prisma8Migration({
          name: draft,
          from: a,
          to: b,
          sql: ['SELECT 1', 'DROP INDEX "note_body_trgm"'],
        }),
        ...prisma8Migration({ name: branch, from: a, to: c, sql: ['DROP INDEX IF EXISTS "note_body_trgm"'] }),
      });
      const uri = (name: string) => pathToFileURL(at(`migrations/app/${name}/ops.json`)).href;
      const [project] = await lintProjects([pathToFileURL(at('migrations/app')).href], {});
      assert.equal(project?.failure, undefined);
      assert.deepEqual(project?.migrations, [
        { name: init, file: uri(init), isSettled: true },
        { name: draft, file: uri(draft), isSettled: false },
        { name: branch, file: uri(branch), isSettled: false, isBeside: true },
      ]);
      const places = project.findings.map(({ file, span, found }) => ({
        file,
        rule: found?.rule,
        text: textAt(fs.readFileSync(fileURLToPath(file), 'utf8'), span),
      }));
      assert.deepEqual(places, [
        { file: uri(draft), rule: 'drop-protected-index', text: '\\"note_body_trgm\\"' },
        { file: uri(branch), rule: 'drop-protected-index', text: '\\"note_body_trgm\\"' },
      ]);
      const [made] = project.findings.flatMap(({ related }) => related);
      assert.equal(made?.file, uri(init));
      const [index] = project.indexes;
      const text = fs.readFileSync(at(`migrations/app/${init}/ops.json`), 'utf8');
      assert.match(text.slice(index?.origin?.start, index?.origin?.end), /^CREATE INDEX .*gin_trgm_ops\)$/);
    }),
  );
});

const [a, b, c] = ['a', 'b', 'c'].map(contractHash) as [string, string, string];
const trigram = [
  'CREATE TABLE "Note" ("id" int4 NOT NULL, "body" text NOT NULL, PRIMARY KEY ("id"))',
  'CREATE INDEX "note_body_trgm" ON "Note" USING gin ("body" gin_trgm_ops)',
];

/** What stands on one line between two positions. */
function textAt(text: string, { start, end }: KnownFinding['span']): string | undefined {
  return text.split('\n')[start.line]?.slice(start.character, end.character);
}
