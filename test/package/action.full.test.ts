import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { assertNoToken, openRunner, type Runner } from './runner';

const migration = (name: string): string => `prisma/migrations/${name}/migration.sql`;

const project = {
  'prisma/schema.prisma': `datasource db {\n  provider = "postgresql"\n}\nmodel docs {\n  id Int @id\n  embedding Unsupported("vector(3)")?\n}\n`,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  [migration('20250101000000_init')]:
    `CREATE TABLE "docs" ("id" INTEGER NOT NULL, "embedding" vector(3), CONSTRAINT "docs_pkey" PRIMARY KEY ("id"));\n`,
};
const index = {
  [migration('20250301000000_index')]:
    `CREATE INDEX "docs_embedding" ON "docs" USING hnsw ("embedding" vector_cosine_ops);\n`,
};
const drop = { [migration('20260301000000_new')]: `-- DropIndex\nDROP INDEX "docs_embedding";\n` };
const harmless = { [migration('20260301000000_new')]: `ALTER TABLE "docs" ADD COLUMN "title" TEXT;\n` };

/** Makes the pull request anew: a branch with the files, and the server's merge of it into main. */
function propose({ origin }: Runner, files: Readonly<Record<string, string>>): void {
  origin.git('checkout', '--quiet', '-B', 'change', 'main');
  origin.write(files);
  origin.commit('Change the schema');
  origin.git('checkout', '--quiet', '--detach', 'main');
  origin.git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'change');
  origin.git('update-ref', 'refs/pull/7/merge', 'HEAD');
  origin.git('checkout', '--quiet', 'main');
}

describe('the GitHub Action', () => {
  let runner: Runner;
  beforeEach(async () => {
    runner = await openRunner(project);
    runner.origin.commit('Begin');
    runner.origin.write(index);
    runner.origin.commit('Search by vectors');
  });
  afterEach(() => runner.close());

  it('runs the version of the npm package that it is released with', () => {
    const top = path.join(__dirname, '../../..');
    const { version } = JSON.parse(fs.readFileSync(path.join(top, 'package.json'), 'utf8')) as {
      version: string;
    };
    assert.ok(fs.readFileSync(path.join(top, 'action.yml'), 'utf8').includes(`default: ${version}\n`));
  });

  it('annotates, fails and comments on a pull request of which one commit was checked out, and renews its one comment', async () => {
    propose(runner, drop);
    const first = await runner.runStep({ format: 'sarif' });
    assert.equal(first.exitCode, 1, first.stderr);
    assert.match(
      first.stdout,
      /^::error file=prisma\/migrations\/20260301000000_new\/migration\.sql,line=2.*docs_embedding/m,
    );
    assert.deepEqual(first.outputs, { errors: '1', warnings: '0', sarif: 'migration-guard.sarif' });
    assert.match(fs.readFileSync(path.join(first.checkout, 'migration-guard.sarif'), 'utf8'), /"2\.1\.0"/);
    assert.match(first.summary, /1 error in 1 of 3 migrations/);
    const [comment, ...others] = runner.comments();
    assert.deepEqual(others, []);
    const read = comment?.body.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    assert.match(read ?? '', /Made by hand in 20250301000000_index.*In the repository since .*, by Test \(/);
    assert.match(read ?? '', /^- DROP INDEX "docs_embedding";$/m);
    assert.match(read ?? '', /^CREATE INDEX "docs_embedding" ON "docs" USING hnsw/m);
    assertNoToken(first);

    propose(runner, harmless);
    const second = await runner.runStep();
    assert.equal(second.exitCode, 0, second.stderr);
    const renewed = runner.comments();
    assert.equal(renewed.length, 1);
    assert.match(renewed[0]?.body ?? '', /Migration Guard&?.*No findings/);
  });

  it('says nothing on a pull request in which all is well', async () => {
    propose(runner, harmless);
    assert.equal((await runner.runStep()).exitCode, 0);
    assert.deepEqual(runner.comments(), []);
  });

  it('finds its comment behind a hundred others', async () => {
    propose(runner, drop);
    await runner.runStep();
    const [own] = runner.comments();
    const others = Array.from({ length: 130 }, (_, id) => ({ id, body: 'Looks good.' }));
    runner.change({ comments: [...others, own] });
    await runner.runStep();
    assert.equal(runner.comments().length, 131);
  });

  it('only annotates where the token may only read, as from a fork, and still fails', async () => {
    propose(runner, drop);
    runner.change({ mayWrite: false });
    const { exitCode, stdout } = await runner.runStep();
    assert.equal(exitCode, 1);
    assert.match(stdout, /^::error file=/m);
    assert.match(
      stdout,
      /^::notice title=Migration Guard::The pull request has no comment: the token may only read/m,
    );
  });

  it('never fails where it is on trial', async () => {
    propose(runner, drop);
    const { exitCode, stdout } = await runner.runStep({ 'comment-only': 'true' });
    assert.equal(exitCode, 0);
    assert.match(stdout, /^::error file=/m);
    assert.equal(runner.comments().length, 1);
  });

  it('compares a push with the commit before it, and comments on nothing', async () => {
    runner.origin.write(drop);
    runner.origin.commit('Drop');
    const { exitCode, outputs } = await runner.runStep({}, 'push');
    assert.equal(exitCode, 1);
    assert.equal(outputs['errors'], '1');
    assert.deepEqual(runner.requests(), []);
  });

  it('says in one sentence what is wrong with an input, and that it could not judge', async () => {
    propose(runner, drop);
    const wrong = await runner.runStep({ 'fail-on': 'loud' });
    assert.equal(wrong.exitCode, 2);
    assert.match(
      wrong.stdout,
      /::error title=Migration Guard::The input fail-on is "loud": write one of error, /,
    );
    propose(runner, { 'migration-guard.json': '{' });
    const broken = await runner.runStep();
    assert.equal(broken.exitCode, 2);
    assert.match(runner.comments()[0]?.body ?? '', /not linted/);
  });
});
