import assert from 'node:assert/strict';
import fs from 'node:fs';
import { applyMigrations } from '../../helpers/applied-migrations';
import { buildCli } from '../../helpers/cli';
import { runLikePsql } from '../../helpers/database-commands';
import { migrationFile } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import { advised, search, table } from './setting';

const title = 'CREATE INDEX "notes_title" ON "notes" ("title" COLLATE "C");\n';

describe('what explain advises works', () => {
  before(buildCli);

  it(
    'of what explain tells of an index: it is judged, listed, declared and brought back',
    advised(async ({ write, at, commit }, { local, cli, paste }) => {
      write({ [migrationFile('1_title')]: title });
      commit('by title');
      await applyMigrations(local, { '1_init': table, '1_title': title, '2_search': search });
      assert.match(
        (await paste(await cli('explain', 'notes_titel'), /explain$/)).stdout,
        /notes_title, an index/,
      );

      write({ [migrationFile('3_drop')]: '-- DropIndex\nDROP INDEX "notes_title";\n' });
      const threatened = await paste(await cli('explain', 'notes_title'), /lint$/);
      assert.equal(threatened.exitCode, 1);
      assert.match(threatened.stdout, /Drops notes_title/);
      fs.rmSync(at('prisma/migrations/3_drop'), { recursive: true });

      const explained = await cli('explain', 'notes_title');
      await paste(explained, /init$/);
      assert.match(fs.readFileSync(at('prisma/drift-ignore.json'), 'utf8'), /notes_title/);
      await paste(explained, /init --declare/);
      assert.match(
        fs.readFileSync(at('prisma/schema.prisma'), 'utf8'),
        /@@index\(\[title\], map: "notes_title"\)/,
      );
      assert.match((await cli('explain', 'notes_title')).stdout, /Prisma keeps it/);

      await runSql(local, 'DROP INDEX notes_title');
      await runLikePsql(local, (await paste(explained, /restore notes_title/)).stdout);
      const [there] = await runSql(local, "SELECT to_regclass('notes_title')::text AS it");
      assert.deepEqual(there, { it: 'notes_title' });
    }),
  );
});
