import assert from 'node:assert/strict';
import { tell } from '../../../../../src/cli/commands/predict/tell';
import { loadGrammar } from '../../../../../src/core/sql/grammar';
import { predict } from '../../../../../src/workflows/predict';
import { ReplayedProject } from '../../../../../src/workflows/replayed-project';
import { captureContext } from '../../../../helpers/cli-here';
import { sourceOf } from '../../../../helpers/lint-migration';

const source = sourceOf({
  migrations: {
    '1_init':
      'CREATE TABLE "chats" ("id" TEXT NOT NULL, "title" TEXT, CONSTRAINT "chats_pkey" PRIMARY KEY ("id"));\n',
    '2_search': 'CREATE INDEX chats_fast ON chats USING hash (title);\n',
  },
  schema: 'model chats {\n  id    String  @id\n  title String?\n  tag   String?\n}\n',
});

const addTag = '-- AlterTable\nALTER TABLE "chats" ADD COLUMN     "tag" TEXT;\n';
const dropFast = '-- DropIndex\nDROP INDEX "chats_fast";\n';

/** What the command shows where Prisma would write this. */
async function run(sql: string, given: { readonly json?: boolean; readonly note?: string } = {}) {
  const { json = false, note } = given;
  const project = await ReplayedProject.open(source, loadGrammar);
  const prediction = await predict(project, { command: 'migrate dev', from: 'history', sql });
  const { context, written } = captureContext('/p', { env: { COLUMNS: '80' } });
  const exitCode = tell(
    prediction,
    { source, prisma: 'Prisma 7.10.0', note },
    { json, color: false },
    { environment: 'local' },
    context,
  );
  return { exitCode, ...written };
}

describe('predict, of what Prisma would write', () => {
  // Mutation: tell always returns 1.
  it('exits 0 where nothing protected is lost, and shows it', async () => {
    const { exitCode, stdout, stderr } = await run(addTag);
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match(stdout, /would write:\n {4}-- AlterTable\n[^]*would lose nothing protected\.\n$/);
  });

  // Mutations: tell always returns 0; predictJson without `model`.
  it('exits 1 if something is, and gives the same in JSON, with the positions', async () => {
    const { exitCode, stdout } = await run(`${dropFast}\n${addTag}`, { json: true });
    assert.equal(exitCode, 1);
    const parsed: unknown = JSON.parse(stdout);
    assert.ok(typeof parsed === 'object' && parsed !== null && 'findings' in parsed && 'keptBack' in parsed);
    assert.deepEqual(parsed.keptBack, [{ statement: 'DROP INDEX "chats_fast";', index: 'chats_fast' }]);
    assert.ok(Array.isArray(parsed.findings));
    const finding: unknown = parsed.findings[0];
    assert.ok(typeof finding === 'object' && finding !== null && 'model' in finding);
    assert.deepEqual(finding.model, {
      name: 'chats',
      file: 'prisma/schema.prisma',
      range: { start: { offset: 50, line: 4, column: 7 }, end: { offset: 55, line: 4, column: 12 } },
    });
  });

  // Mutation: the note is printed before JSON, too.
  it('says on stderr and in JSON if less than what was asked for is compared', async () => {
    const note = 'Nothing answers.';
    assert.equal((await run(addTag, { note })).stderr, `migration-guard: ${note}\n`);
    const { stdout, stderr } = await run(addTag, { note, json: true });
    assert.equal(stderr, '');
    const parsed: unknown = JSON.parse(stdout);
    assert.ok(typeof parsed === 'object' && parsed !== null && 'note' in parsed);
    assert.equal(parsed.note, note);
  });
});

describe('predict, where the schema asks for nothing', () => {
  const standing = (settled: readonly string[], driftIgnore?: string) =>
    sourceOf({
      migrations: {
        '1_init': 'CREATE TABLE "chats" ("id" TEXT NOT NULL, CONSTRAINT "chats_pkey" PRIMARY KEY ("id"));\n',
        '2_search': 'CREATE INDEX chats_fast ON chats USING hash (id);\n',
      },
      schema: 'model chats {\n  id    String  @id\n}\n',
      settled,
      ...(driftIgnore !== undefined && { driftIgnore }),
    });
  const exitCode = async (
    of: ReturnType<typeof standing>,
    sql: string,
    { strict = false, push = false } = {},
  ) => {
    const project = await ReplayedProject.open(of, loadGrammar);
    const prediction = await predict(project, {
      ...{ command: push ? 'db push' : 'migrate dev', from: 'history', sql },
    });
    const { context } = captureContext('/p');
    const shown = { source: of, prisma: 'Prisma 7.10.0', note: undefined };
    return tell(prediction, shown, { color: false, strict }, { environment: 'local' }, context);
  };
  const listed = '{ "protectedIndexes": [{ "name": "chats_fast" }] }';
  const merged = ['1_init', '2_search'];

  // Mutation: each predicted loss, so that a check in CI is red for ever.
  it('exits 0 for what Prisma would drop each time: known since the base, or listed', async () => {
    assert.equal(await exitCode(standing(merged), dropFast), 0);
    assert.equal(await exitCode(standing(['1_init'], listed), dropFast), 0);
    assert.equal(await exitCode(standing(merged), dropFast, { strict: true }), 1);
    assert.equal(await exitCode(standing(merged), dropFast, { push: true }), 1);
  });

  it('exits 1 for what is new, and where the schema asks for something besides', async () => {
    assert.equal(await exitCode(standing(['1_init']), dropFast), 1);
    assert.equal(await exitCode(standing(merged), dropFast + addTag), 1);
  });
});
