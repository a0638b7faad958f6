import assert from 'node:assert/strict';
import { inWordsOfPrisma8 } from '../../../../../src/core/prisma8/words';
import { runCliHere } from '../../../../helpers/cli-here';
import {
  contractHash,
  prisma8Config,
  prisma8Migration,
  smallPrisma8,
} from '../../../../helpers/prisma-8/files';
import { inWorkspace } from '../../../../helpers/workspace';

/** What only Prisma 7 has, or does. */
const ofPrisma7 =
  /schema\.prisma|migrate (?:dev|deploy|reset)|_prisma_migrations|checksum|-- migration-guard-ignore|--fix|migration\.sql|dbgenerated|migration-guard (?:init|restore|dev|migrate)/;

const drop = prisma8Migration({
  ...{ name: '20260102T0000_drop', from: contractHash('a'), to: contractHash('b') },
  sql: [
    'DROP INDEX "note_body_trgm"',
    'CREATE INDEX CONCURRENTLY "x" ON "Note" ("id")',
    "SET search_path = ''",
  ],
});

describe('in a project of Prisma 8', () => {
  it(
    'lint says what is so there, and how a finding is suppressed or mended without editing ops.json',
    inWorkspace(async ({ folder, write, commit, git }) => {
      git('init', '--quiet', '--initial-branch=main');
      write(smallPrisma8);
      commit('Begin');
      git('checkout', '--quiet', '-b', 'work');
      write(drop);
      const { exitCode, stdout, stderr } = await runCliHere(folder, ['lint']);
      assert.match(stdout, /note_body_trgm/);
      assert.match(stdout, /an entry under "ignore" in migration-guard\.json/);
      assert.doesNotMatch(stdout + stderr, ofPrisma7);
      assert.equal(exitCode, 1);
      const edited = { ...drop, 'migrations/app/20260101T0000_init/ops.json': '[]' };
      write(edited);
      const after = await runCliHere(folder, ['lint']);
      assert.match(after.stdout, /20260101T0000_init/);
      assert.doesNotMatch(after.stdout + after.stderr, ofPrisma7);
    }),
  );

  it(
    'a suppression is an entry of migration-guard.json, or a comment in the SQL of rawSql, which audit lists',
    inWorkspace(async ({ folder, write }) => {
      const rule = 'drop-protected-index';
      const { name, from, to } = {
        name: '20260102T0000_drop',
        from: contractHash('a'),
        to: contractHash('b'),
      };
      const sql = `-- migration-guard-ignore ${rule}: search is gone\nDROP INDEX "note_body_trgm"`;
      write({ ...smallPrisma8, ...prisma8Migration({ name, from, to, sql: [sql] }) });
      const commented = await runCliHere(folder, ['lint']);
      assert.match(commented.stdout, /1 suppressed/);
      const audited = await runCliHere(folder, ['audit']);
      assert.match(audited.stdout, /migrations\/app\/20260102T0000_drop\/ops\.json:1[0-9]/);
      assert.match(audited.stdout, /search is gone/);
      write({
        ...prisma8Migration({ name, from, to, sql: ['DROP INDEX "note_body_trgm"'] }),
        'migration-guard.json': JSON.stringify({
          ignore: [{ migration: name, rule, reason: 'search is gone' }],
        }),
      });
      const listed = await runCliHere(folder, ['lint']);
      assert.match(listed.stdout, /1 suppressed/);
    }),
  );

  it(
    'explain says that db update drops it, where its operation stands, and what to run',
    inWorkspace(async ({ folder, write }) => {
      write(smallPrisma8);
      const { exitCode, stdout, stderr } = await runCliHere(folder, ['explain']);
      assert.match(stdout, /^note_body_trgm, /);
      assert.match(stdout, /migrations\/app\/20260101T0000_init\/ops\.json:(?:2|3)\d\n/);
      assert.match(
        stdout.replaceAll(/\s+/g, ' '),
        /db update drops it, because the contract does not declare it/,
      );
      assert.match(stdout, /migration-guard predict\n/);
      assert.doesNotMatch(stdout + stderr, ofPrisma7);
      assert.equal(exitCode, 0);
    }),
  );

  it(
    'lint is not green where there are no migrations, and doctor tells of the version',
    inWorkspace(async ({ folder, write }) => {
      write({
        ...prisma8Config,
        'node_modules/@prisma/orm-postgres/package.json': JSON.stringify({ version: '8.0.0-rc.13' }),
      });
      const { exitCode, stdout } = await runCliHere(folder, ['lint']);
      assert.match(
        stdout.replaceAll(/\s+/g, ' '),
        /db update: migration-guard predict shows what that would drop/,
      );
      assert.equal(exitCode, 2);
      const doctor = await runCliHere(folder, ['doctor']);
      assert.match(doctor.stdout, /Prisma +8\.0\.0-rc\.13 \(installed\)/);
      assert.match(doctor.stdout, /0 in migrations\/app; 1 contract/);
      assert.doesNotMatch(doctor.stdout, /_prisma_migrations|schema file/);
    }),
  );
});

describe('lint of several projects', () => {
  it(
    'names the one of Prisma 8 that has no migrations, and calls it not linted',
    inWorkspace(async ({ folder, write }) => {
      write({
        ...prisma8Config,
        'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
        'prisma/migrations/20250101000000_init/migration.sql': 'CREATE TABLE a (id int);\n',
      });
      const { exitCode, stdout } = await runCliHere(folder, ['lint']);
      assert.match(stdout, /^Note: migrations\/app has no migrations to lint, and Prisma 8 /m);
      assert.match(stdout, /^Project migrations\/app: not linted, it has no migrations$/m);
      assert.match(stdout, /^Project prisma\/migrations: no findings in 1 migration$/m);
      assert.equal(exitCode, 0);
      for (const format of ['json', 'markdown', 'github']) {
        const told = await runCliHere(folder, ['lint', '--format', format]);
        assert.match(told.stdout, /has no migrations to lint/, format);
      }
    }),
  );
});

describe('the words of Prisma 8', () => {
  const sentences = [
    'Made by hand in a; not declared in schema.prisma. The next migrate dev will write a CREATE TABLE for it.',
    'Databases that have applied it keep the old checksum, and prisma migrate dev will want to reset them. Put it back.',
    'Databases that have applied it still have its row, and prisma migrate dev will want to reset them.',
    'Databases that have applied them still have their rows, and prisma migrate dev will want to reset them.',
    'Leaves search_path empty: Prisma then does not find _prisma_migrations, and the deploy fails (P1014).',
    'Leaves search_path at a: Prisma then looks for _prisma_migrations there, and the deploy fails (P1014).',
    'Give the field @default(dbgenerated()), and it leaves the column alone.',
    'git show abc:migrations/app/a/migration.sql',
  ];
  for (const sentence of sentences) {
    it(`are there for: ${sentence}`, () => {
      const whole = sentence.startsWith('Give')
        ? `Prisma mistakes the expression for a default that the schema does not declare. ${sentence}`
        : sentence;
      assert.doesNotMatch(inWordsOfPrisma8(whole, 'contract.prisma'), ofPrisma7);
    });
  }
});
