import assert from 'node:assert/strict';
import fs from 'node:fs';
import { applyMigrations } from '../../helpers/applied-migrations';
import { buildCli, type Ran } from '../../helpers/cli';
import { runLikePsql } from '../../helpers/database-commands';
import { migrationFile } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import { advised, search, table } from './setting';

const schemaWith = (...fields: readonly string[]): string =>
  `datasource db {\n  provider = "postgresql"\n}\n\nmodel notes {\n  id    Int    @id\n  title String\n${fields.map((field) => `  ${field} String?\n`).join('')}}\n`;

describe('what agents are told works', () => {
  before(buildCli);

  it(
    'of what agents read: each command of it does in a project what is said of it',
    advised(async ({ at, write, commit, folder }, { local, cli }) => {
      await applyMigrations(local, { '1_init': table, '2_search': search });
      assert.equal((await cli('init', '--agents')).exitCode, 0);
      const texts = ['AGENTS.md', '.claude/skills/migration-guard/SKILL.md'].map((file) =>
        fs.readFileSync(at(file), 'utf8'),
      );
      commit('tell agents');
      const told = new Set(
        [...texts.join('\n').matchAll(/`npx migration-guard ([^`]+)`/g)].map(([, command = '']) => command),
      );
      /** Runs a command as it is written there. */
      const follow = async (command: string, name = '', exitCode = 0): Promise<Ran> => {
        assert.ok(told.delete(command), `${command} is not among ${[...told].join(', ')}`);
        const ran = await cli(...command.split(' ').map((word) => (word === '<name>' ? name : word)));
        assert.equal(ran.exitCode, exitCode, `${command}: ${ran.stdout}\n${ran.stderr}`);
        return ran;
      };

      assert.match((await follow('explain <name>', 'notes_lower')).stdout, /an expression index on notes/);
      await follow('status');
      await follow('check-drift --schema');

      write({ 'prisma/schema.prisma': schemaWith('tag') });
      await follow('safe-migrate --name <name>', 'add_tag');
      await follow('lint');
      await follow('verify');
      await follow('migrate');
      write({ 'prisma/schema.prisma': schemaWith('tag', 'mood') });
      await follow('dev --name <name>', 'add_mood');
      const columns = await runSql<{ name: string }>(
        local,
        "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'notes'",
      );
      assert.deepEqual(columns.map(({ name }) => name).sort(), ['id', 'mood', 'tag', 'title']);

      write({ [migrationFile('1_init')]: `-- the first one\n${table}` });
      assert.match((await follow('check-drift', '', 1)).stdout, /1_init/);
      commit('a comment');
      await follow('fix-drift --all-cosmetic --yes');
      await runSql(local, 'DROP INDEX notes_lower');
      await runLikePsql(local, (await follow('restore <name>', 'notes_lower')).stdout);
      const [there] = await runSql(local, "SELECT to_regclass('notes_lower')::text AS it");
      assert.deepEqual(there, { it: 'notes_lower' });
      assert.deepEqual([...told], [], folder);
    }),
  );
});
