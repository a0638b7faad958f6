import assert from 'node:assert/strict';
import { runCliHere } from '../../../../helpers/cli-here';
import { prisma8Config, smallPrisma8 } from '../../../../helpers/prisma-8/files';
import { inWorkspace } from '../../../../helpers/workspace';

/** What each command that refuses says first of what it cannot do, and what to do instead. */
const refused: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [['check-drift'], /keep the hashes of migrations.*: status .* lint /],
  [['fix-drift'], /keep the hashes of migrations.*: .*node migrations\/app\/<migration>\/migration\.ts /],
  [['fix-drift', '--all-cosmetic'], /keep the hashes /],
  [['dev'], /no migrate dev .*: write a migration by safe-migrate, and apply it by prisma db migrate/],
  [['dev', '--', '--create-only'], /no migrate dev /],
  [['migrate'], /no migrate deploy .*: .*prisma db migrate/],
  [['restore'], /applies no migration that changes no contract: .*next planned migration as rawSql/],
  [['restore', '--confirm-drop', 'x'], /next planned migration/],
  [['verify'], /verify cannot replay: prisma db migrate on an empty database/],
  [['pglite-schema'], /pglite-schema cannot replay: .*pg_dump --schema-only/],
  [['init'], /init writes only .*: explain .* migration-guard lint/],
  [['init', '--agents', '--check'], /init writes only /],
];

describe('a command that does not work with Prisma 8', () => {
  for (const [args, says] of refused) {
    it(
      `says so, where, and what to do instead: ${args.join(' ')}`,
      inWorkspace(async ({ folder, write }) => {
        write(smallPrisma8);
        const { exitCode, stdout, stderr } = await runCliHere(folder, args);
        assert.equal(stdout, '');
        assert.match(stderr, says);
        assert.match(stderr, /^migration-guard: migrations\/app belongs to Prisma 8, [^\n]*\.\n$/);
        assert.doesNotMatch(stderr, /migrate (?:reset|resolve)|db push|_prisma_migrations|schema\.prisma/);
        assert.equal(exitCode, 2);
      }),
    );
  }

  it(
    'says so as well before there are migrations, in a folder of the project, and where the project is named',
    inWorkspace(async ({ folder, at, write }) => {
      write(prisma8Config);
      const none = await runCliHere(folder, ['check-drift']);
      assert.match(none.stderr, /migrations\/app belongs to Prisma 8/);
      write(smallPrisma8);
      for (const named of ['migrations/app', 'prisma.config.ts', 'src/prisma/contract.prisma', '.']) {
        const { exitCode, stderr } = await runCliHere(folder, ['migrate', '--project', named]);
        assert.match(stderr, /^migration-guard: migrations\/app belongs to Prisma 8/, named);
        assert.equal(exitCode, 2);
      }
      const inside = await runCliHere(at('src/prisma'), ['migrate']);
      assert.match(inside.stderr, /migrations\/app belongs to Prisma 8/);
    }),
  );

  it(
    'names a project of Prisma 7 that is there, too, and works with that',
    inWorkspace(async ({ folder, write }) => {
      write({
        ...smallPrisma8,
        'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
        'prisma/migrations/20250101000000_init/migration.sql': 'CREATE TABLE a (id int);\n',
      });
      const { stderr } = await runCliHere(folder, ['verify']);
      assert.match(stderr, /^migration-guard: migrations\/app belongs to Prisma 8, /);
      const [, other = ''] = /For the project of Prisma 7 beside it, name that: (.*)\.\n$/.exec(stderr) ?? [];
      const { exitCode, stdout } = await runCliHere(folder, ['verify', '--project', other]);
      assert.match(stdout, /1 migration/);
      assert.equal(exitCode, 0);
    }),
  );
});
