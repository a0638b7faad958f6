import assert from 'node:assert/strict';
import fs from 'node:fs';
import { databaseObjects } from '../helpers/database-objects';
import type { PgliteServer } from '../helpers/pglite-server';
import { contractFile, openPrisma8Project, type Prisma8Project } from '../helpers/prisma-8/project';
import type { Prisma8Result } from '../helpers/prisma-8/runner';
import { sharedPglite } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';
import { contents } from './states/base';
import { missingFrom } from './states/state';

// What docs/prisma-8.md and our advice say of Prisma's commands: each of them fails here as soon as one does otherwise.

/** By hand, on the tables of the first migration. */
const indexes = `CREATE INDEX note_hnsw ON "Note" USING hnsw (embedding vector_cosine_ops);
  CREATE INDEX note_ivfflat ON "Note" USING ivfflat (embedding vector_l2_ops) WITH (lists = 10);
  CREATE INDEX note_trigram ON "Note" USING gin (title gin_trgm_ops);
  CREATE INDEX note_including ON "Note" (title) INCLUDE (body);
  CREATE INDEX note_newest ON "Note" (archived DESC NULLS LAST);
  CREATE INDEX note_current ON "Note" (title) WHERE archived IS NULL;
  CREATE INDEX note_lower ON "Note" (lower(title));`;
const checks = `ALTER TABLE "Note" ADD CONSTRAINT note_title_given CHECK (length(title) > 0);`;
const column = `ALTER TABLE "Note" ADD COLUMN upper_title text GENERATED ALWAYS AS (upper(title)) STORED;`;
const security = `ALTER TABLE "Note" ENABLE ROW LEVEL SECURITY; CREATE POLICY note_all ON "Note" USING (true);`;
const others = `CREATE FUNCTION note_touched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
  CREATE TRIGGER note_touch BEFORE UPDATE ON "Note" FOR EACH ROW EXECUTE FUNCTION note_touched();
  CREATE VIEW current_notes AS SELECT id, title FROM "Note" WHERE archived IS NULL;
  CREATE SEQUENCE note_numbers;
  COMMENT ON TABLE "Note" IS 'what somebody wrote';
  ALTER TABLE "Note" ADD CONSTRAINT note_alone EXCLUDE USING btree (title WITH =);`;

const takenByUpdate = [
  'ALTER TABLE "public"."Note" DISABLE ROW LEVEL SECURITY',
  'ALTER TABLE "public"."Note" DROP COLUMN "upper_title"',
  'ALTER TABLE "public"."Note" DROP CONSTRAINT "note_title_given"',
  ...['current', 'hnsw', 'including', 'ivfflat', 'lower', 'newest', 'trigram'].map(
    (name) => `DROP INDEX "public"."note_${name}"`,
  ),
  'DROP POLICY "note_all" ON "public"."Note"',
];

const inferred = `  model Note {
    id         Int                       @id(map: "Note_pkey") @default(autoincrement())
    archived   Timestamptz?
    authorId   Int
    body       String
    embedding  Unsupported("vector(3)")?
    title      String
    upperTitle String?                   @map("upper_title")
    author     Author                    @relation(fields: [authorId], references: [id], onDelete: Cascade, map: "Note_authorId_fkey")

    @@index([authorId], name: "Note_authorId_idx")
    @@index([title], map: "note_current", where: "(archived IS NULL)")
    @@index([embedding], map: "note_hnsw", type: "hnsw")
    @@index([title, body], map: "note_including")
    @@index([embedding], map: "note_ivfflat", type: "ivfflat", options: { lists: "10" })
    @@index(expression: "lower(title)", map: "note_lower")
    @@index([archived], map: "note_newest")
    @@index([title], map: "note_trigram", type: "gin")
    @@check(expression: "(length(title) > 0)", map: "note_title_given")
    @@rls
  }

  policy_all note_all {
    target = Note
    roles = [public]
    using = "true"
    @@map("note_all")
  }
`;

/** The statements of a dry run. */
function statementsOf({ result }: Prisma8Result): string[] {
  const { plan } = result as { plan: { preview: { statements: { text: string }[] } } };
  return plan.preview.statements.map(({ text }) => text);
}

describe('what Prisma 8 does to what was made by hand', () => {
  let server: PgliteServer;
  let project: Prisma8Project;
  const prisma = (...args: string[]) => project.prisma(args, { databaseUrl: server.url });
  const succeed = (...args: string[]) => project.succeed(args, { databaseUrl: server.url });

  before(async () => {
    server = await sharedPglite();
    project = openPrisma8Project(contents);
  });

  /** The database of the first migration, with what is made by hand. */
  async function begin(...sql: string[]): Promise<Map<string, string>> {
    await server.clear();
    for (const folder of ['migrations', 'src'])
      fs.rmSync(project.at(folder), { recursive: true, force: true });
    await project.emit(contents.contract ?? '');
    await project.plan('init');
    await succeed('db', 'migrate');
    await runSql(server.url, ['CREATE EXTENSION pg_trgm;', ...sql].join('\n'));
    return await databaseObjects(server.url);
  }

  after(() => project.remove());

  it('contract infer keeps what it can say, and loses operator class, INCLUDE, order, expressions of columns, and whole objects', async () => {
    await begin(indexes, checks, column, security, others);
    await succeed('contract', 'infer');
    const text = fs.readFileSync(project.at(contractFile), 'utf8');
    assert.equal(text.slice(text.indexOf('  model Note'), text.lastIndexOf('}')), inferred);
    assert.doesNotMatch(text, /touch|current_notes|note_numbers|somebody|note_alone/);
  });

  it('contract emit refuses what contract infer wrote: hnsw, ivfflat and the type of vectors', async () => {
    await begin(indexes);
    await succeed('contract', 'infer');
    const refused = await prisma('contract', 'emit');
    assert.equal(refused.error?.code, 'CONTRACT.SOURCE_LOAD_FAILED');
    assert.match(refused.stdout, /Cannot find type \\"Unsupported\\"/);
    const text = fs.readFileSync(project.at(contractFile), 'utf8');
    const ofVectors = text.replace('Unsupported("vector(3)")', 'pgvector.Vector(length: 3)');
    for (const type of ['hnsw', 'ivfflat']) {
      const other = type === 'hnsw' ? 'ivfflat' : 'hnsw';
      project.write({ [contractFile]: ofVectors.replace(new RegExp(`^.*"${other}".*\\n`, 'm'), '') });
      const { stdout, exitCode } = await prisma('contract', 'emit');
      assert.notEqual(exitCode, 0);
      assert.match(stdout, new RegExp(`${type}.*is not registered|nregistered index type.*${type}`), stdout);
    }
  });

  it('db update --dry-run takes every undeclared index, CHECK, policy, row level security and column, and nothing else', async () => {
    const before = await begin(indexes, checks, column, security, others);
    assert.deepEqual(statementsOf(await succeed('db', 'update', '--dry-run')).sort(), takenByUpdate);
    assert.deepEqual(missingFrom(before, await databaseObjects(server.url)), []);
  });

  it('db update refuses without a terminal and lists what it would take; with --confirm it takes all of it', async () => {
    const before = await begin(indexes, checks, column, security, others);
    const { error, exitCode } = await prisma('db', 'update');
    assert.notEqual(exitCode, 0);
    assert.equal(error?.code, 'CLI.CONSENT_REQUIRED');
    for (const name of ['note_hnsw', 'note_title_given', 'note_all', 'upper_title', 'row-level security']) {
      assert.ok(error.summary.includes(name), error.summary);
    }
    assert.deepEqual(missingFrom(before, await databaseObjects(server.url)), []);
    await succeed('db', 'update', '--confirm', 'postgres');
    assert.equal(missingFrom(before, await databaseObjects(server.url)).length, takenByUpdate.length);
  });

  it('db sign accepts indexes and CHECKs that no contract declares, and refuses row level security', async () => {
    await begin(indexes, checks);
    await succeed('db', 'sign');
    await runSql(server.url, security);
    const { exitCode, result } = await prisma('db', 'sign');
    assert.deepEqual([exitCode, result?.['code']], [4, 'CONTRACT.SCHEMA_VERIFICATION_FAILED']);
  });

  it('migration plan and db migrate leave it alone, ask nothing, and make databases without it', async () => {
    const before = await begin(indexes, checks, others);
    await project.emit((contents.contract ?? '').replace('  body      String\n', '  body      String?\n'));
    await project.plan('next', { from: fs.readdirSync(project.at('migrations/app'))[0] ?? '' });
    await succeed('db', 'migrate');
    assert.deepEqual(missingFrom(before, await databaseObjects(server.url)), []);
    await server.clear();
    await succeed('db', 'migrate');
    const lacking = missingFrom(before, await databaseObjects(server.url));
    assert.deepEqual(lacking.filter((name) => name.startsWith('index')).length, 7);
    assert.ok(lacking.includes('constraint note_title_given'));
  });

  it('db verify --strict lists each, and advises db update, which takes them', async () => {
    await begin(indexes, checks);
    const { exitCode, diagnostics = [] } = await prisma('db', 'verify', '--strict');
    assert.equal(exitCode, 4);
    const told = JSON.stringify(diagnostics);
    for (const name of [
      'hnsw',
      'ivfflat',
      'trigram',
      'including',
      'newest',
      'current',
      'lower',
      'title_given',
    ]) {
      assert.ok(told.includes(`note_${name}`), told);
    }
    assert.match(told, /\{bin\} db update/);
    assert.deepEqual((await prisma('db', 'verify')).exitCode, 0);
  });

  it('an index with the name that Prisma 7 gave it is renamed to one with a hash', async () => {
    await begin('ALTER INDEX "Note_authorId_idx_e47547ed" RENAME TO "Note_authorId_idx";');
    assert.deepEqual(statementsOf(await succeed('db', 'update', '--dry-run')), [
      'ALTER INDEX "public"."Note_authorId_idx" RENAME TO "Note_authorId_idx_e47547ed"',
    ]);
  });

  it('knows no reset, resolve, squash, diff or push', async () => {
    for (const command of [
      'migrate reset',
      'migrate resolve',
      'migrate diff',
      'db push',
      'migration squash',
    ]) {
      const { exitCode } = await prisma(...command.split(' '));
      assert.notEqual(exitCode, 0, command);
    }
  });
});
