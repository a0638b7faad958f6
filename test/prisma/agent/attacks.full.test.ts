import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { toolNames } from '../../../src/agent/tool';
import { applyMigrations } from '../../helpers/applied-migrations';
import { buildCli } from '../../helpers/cli';
import { attacks } from '../../helpers/mcp-attacks';
import { withMcp, type McpSession } from '../../helpers/mcp-client';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import { migrationFile, type PrismaProject } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import { advised, search, table } from '../advice/setting';

const hand = `CREATE INDEX "notes_open" ON "notes" ("title") WHERE "id" > 0;
ALTER TABLE "notes" ADD CONSTRAINT "notes_title" CHECK ("title" <> '');
INSERT INTO "notes" VALUES (1, 'one'), (2, 'two');
`;

/** All that can be lost: what is in the catalogue, and every row but the checksums of Prisma's. */
async function contentsOf(url: string): Promise<unknown> {
  return await runSql(
    url,
    `SELECT
      (SELECT json_agg(indexdef ORDER BY indexdef) FROM pg_indexes WHERE schemaname = 'public') AS indexes,
      (SELECT json_agg(pg_get_constraintdef(oid) ORDER BY conname) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace) AS constraints,
      (SELECT json_agg(notes ORDER BY id) FROM notes) AS notes,
      (SELECT json_agg(migration_name ORDER BY migration_name) FROM _prisma_migrations) AS rows`,
  );
}

/** A project in the state that tempts most: drifted, something lost, something pending; and everybody says yes. */
function tempted(
  body: (session: McpSession, project: PrismaProject, url: string) => Promise<void>,
): () => Promise<void> {
  return advised(async (project, { local }) => {
    project.write({ [migrationFile('3_hand')]: hand });
    project.commit('by hand');
    await applyMigrations(local, { '1_init': table, '2_search': search, '3_hand': hand });
    await runSql(local, 'DROP INDEX notes_open');
    project.write({
      [migrationFile('2_search')]: `-- Search\n${search}`,
      [migrationFile('4_drop')]: '-- DropIndex\nDROP INDEX "notes_lower";\n',
    });
    const env = { ...prismaEnvironment(project.folder), DATABASE_URL: local, DEV_URL: local };
    await withMcp({ cwd: project.folder, env, answer: () => 'yes' }, (session) =>
      body(session, project, local),
    );
  });
}

/** Promise 14. The mutation that it must catch: a tool that hands its input on as an option, such as --force of migrate. */
describe('no tool can lose data', function () {
  this.timeout(600_000);
  before(buildCli);

  it(
    'with arguments that somebody has thought out',
    tempted(async ({ client }, { folder }, url) => {
      const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'outside-'));
      const before = await contentsOf(url);
      for (const { name, given } of attacks(folder, outside)) {
        await client.callTool({ name, arguments: given }).catch(() => undefined);
      }
      assert.deepEqual(await contentsOf(url), before);
      assert.deepEqual(fs.readdirSync(outside), []);
      fs.rmdirSync(outside);
    }),
  );

  it(
    'with arguments that nobody has thought of, also where they are as the schema says',
    tempted(async ({ client }, _, url) => {
      const before = await contentsOf(url);
      const name = fc.oneof(
        fc.constantFrom('notes_open', 'notes_lower', 'notes.notes_title', '2_search', '4_drop', 'notes'),
        fc.string({ maxLength: 50 }),
      );
      const given = fc.record(
        {
          project: fc.constantFrom('.', 'prisma', 'prisma/migrations'),
          environment: fc.constantFrom('local', 'dev', 'prod'),
          schema: fc.boolean(),
          name,
          names: fc.array(name, { maxLength: 3 }),
          migrations: fc.array(name, { maxLength: 3 }),
          migration: fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/),
          confirm: fc.boolean(),
        },
        { requiredKeys: [] },
      );
      const { tools } = await client.listTools();
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...toolNames), given, async (tool, all) => {
          const known = tools.find((one) => one.name === tool)?.inputSchema.properties ?? {};
          const fitting = Object.entries(all).filter(([key]) => Object.hasOwn(known, key));
          await client
            .callTool({ name: tool, arguments: Object.fromEntries(fitting) })
            .catch(() => undefined);
          assert.deepEqual(await contentsOf(url), before);
        }),
        { numRuns: 60, endOnFailure: true },
      );
    }),
  );
});
