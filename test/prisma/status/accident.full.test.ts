import assert from 'node:assert/strict';
import fs from 'node:fs';
import { runCliHere } from '../../helpers/cli-here';
import { migrationFile } from '../../helpers/prisma-project';
import type { PlainStatus } from '../../../src/workflows/plain-status';
import { contents, inSetting } from './setting';

const index = 'memories_title_hash';

describe('status after prisma migrate dev has dropped a protected index', () => {
  it(
    'says which migration did it, when, by which statement, and that Prisma generated it',
    inSetting(async ({ prisma, write, at, folder, commit }, { url, status }) => {
      write({
        [migrationFile('2_title_hash')]: `CREATE INDEX "${index}" ON "memories" USING hash ("title");\n`,
      });
      commit('An index that Prisma cannot see');
      assert.equal((await prisma(url, ['migrate', 'deploy'])).exitCode, 0);
      const schema = fs.readFileSync(at('prisma/schema.prisma'), 'utf8');
      write({ 'prisma/schema.prisma': schema.replace(/title String/, 'title String\n  done Boolean?') });
      const ran = await prisma(url, ['migrate', 'dev', '--name', 'add_done']);
      assert.equal(ran.exitCode, 0, ran.stdout + ran.stderr);

      const { stdout } = await status(['--json']);
      const { projects } = JSON.parse(stdout) as { projects: PlainStatus[] };
      const { migrations = [], protectedIndexes = [] } = projects[0] ?? {};
      const culprit = migrations.at(-1);
      assert.match(culprit?.name ?? '', /_add_done$/);
      assert.deepEqual([culprit?.needsAttention, culprit?.lostIndexes], [true, [index]]);
      const drop = protectedIndexes.find(({ name }) => name === index)?.droppedBy;
      assert.equal(drop?.migration, culprit?.name);
      assert.equal(drop?.intent, 'generated');
      assert.equal(drop.appliedAt, culprit?.finishedAt);
      const text = fs.readFileSync(at(drop.file), 'utf8');
      assert.equal(text.slice(drop.start ?? 0, drop.end ?? 0), `DROP INDEX "${index}"`);
      assert.match(
        (await runCliHere(folder, ['status'], { DATABASE_URL: url })).stdout.replaceAll(/\s+/g, ' '),
        /missing memories_title_hash, .* \d+_add_done took it away on \d{4}-\d\d-\d\d, by a statement that Prisma generated\. migration-guard restore memories_title_hash/,
      );
    }, contents),
  );
});
