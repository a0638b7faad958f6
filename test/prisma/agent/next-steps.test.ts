import assert from 'node:assert/strict';
import fs from 'node:fs';
import { applyMigrations } from '../../helpers/applied-migrations';
import { follow } from '../../helpers/advice';
import { buildCli, type Ran } from '../../helpers/cli';
import { withMcp, type Called, type McpSession } from '../../helpers/mcp-client';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import { migrationFile, type PrismaProject } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import { advised, search, table } from '../advice/setting';

const drop = '-- DropIndex\nDROP INDEX "notes_lower";\n';

/** Starts the server in the project, with a database of which the second index is there. */
function agent(
  body: (
    session: McpSession,
    project: PrismaProject,
    paste: (called: Called, more?: string) => Promise<Ran>,
    url: string,
  ) => Promise<void>,
): () => Promise<void> {
  return advised(async (project, { local }) => {
    await applyMigrations(local, { '1_init': table, '2_search': search });
    const env = { ...prismaEnvironment(project.folder), DATABASE_URL: local };
    const paste = async ({ next }: Called, more = ''): Promise<Ran> => {
      const commands = next.flatMap((step) => ('command' in step ? [step.command] : []));
      assert.equal(commands.length, 1, JSON.stringify(next));
      return await follow(`${commands.join().replace(/^npx /, '')}${more}`, { folder: project.folder, env });
    };
    await withMcp({ cwd: project.folder, env, answer: () => 'yes' }, (session) =>
      body(session, project, paste, local),
    );
  });
}

describe('what a tool names as the next step works', () => {
  before(buildCli);

  it(
    'of a draft that drops something: lint --fix takes the statement out, and migrate applies the rest',
    agent(async ({ call }, { write, at }, paste, url) => {
      write({ [migrationFile('3_drop')]: `ALTER TABLE "notes" ADD COLUMN "tag" TEXT;\n\n${drop}` });
      await paste(await call('lint'));
      assert.doesNotMatch(fs.readFileSync(at(migrationFile('3_drop')), 'utf8'), /DROP INDEX/);
      assert.deepEqual(
        (await call('lint')).next.map((step) => 'tool' in step && step.tool),
        ['status'],
      );
      const applied = await paste(await call('status'));
      assert.equal(applied.exitCode, 0, applied.stderr);
      await runSql(url, 'SELECT tag FROM notes');
      assert.deepEqual(await runSql(url, "SELECT to_regclass('notes_lower')::text AS it"), [
        { it: 'notes_lower' },
      ]);
    }),
  );

  it(
    'of a changed migration: its applied text comes back into the file',
    agent(async ({ call }, { write, at }, paste) => {
      write({ [migrationFile('2_search')]: 'CREATE INDEX "notes_upper" ON "notes" (upper("title"));\n' });
      const refused = await call('fix_drift');
      assert.match(refused.text, /2_search is left alone: its SQL is not what was applied/);
      const asked = await paste(refused);
      assert.match(asked.stderr, /Nothing was written, because nobody can be asked here/);
      assert.match(asked.stdout, /notes_lower/);
      assert.match(fs.readFileSync(at(migrationFile('2_search')), 'utf8'), /notes_upper/);
      await paste(refused, ' --yes');
      assert.equal(fs.readFileSync(at(migrationFile('2_search')), 'utf8'), search);
      assert.match((await call('fix_drift')).text, /No file differs from what was applied/);
    }),
  );

  it(
    'of a database that differs from the migrations: each difference is told with its remedy',
    agent(async ({ call }, _, paste, url) => {
      await runSql(url, 'ALTER TABLE notes ADD COLUMN hand text');
      const told = await call('status', { schema: true });
      assert.match(told.text, /differs from what the migrations make in 1 thing/);
      const shown = await paste(told);
      assert.match(shown.stdout, /hand/);
      assert.doesNotMatch(shown.stdout, /reset/i);
    }),
  );
});
