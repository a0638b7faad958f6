import assert from 'node:assert/strict';
import { contractHash, prisma8Config, prisma8Migration, smallPrisma8 } from '../../helpers/prisma-8/files';
import { inWorkspace } from '../../helpers/workspace';
import { claudeDecision, claudeInput, giveToGuard } from './ask-guard';

type Decision = 'allow' | 'ask' | 'deny';

const noteTable = 'CREATE TABLE "Note" ("id" int4 NOT NULL, "body" text NOT NULL, PRIMARY KEY ("id"))';
const ops = 'migrations/app/20260101T0000_init/ops.json';

/** Commands in a project of Prisma 8 whose migrations make an index that the contract does not declare. */
const decided: readonly (readonly [Decision, string, RegExp?])[] = [
  [
    'deny',
    'npx prisma db update',
    /would drop what the contract does not declare: note_body_trgm, .*: npx migration-guard predict$/,
  ],
  ['deny', 'pnpm prisma db update --db $DATABASE_URL --yes', /note_body_trgm/],
  ['deny', 'npx prisma db update --confirm app', /a person has agreed .*: npx migration-guard predict$/],
  ['deny', 'npx prisma db update --no-interactive --confirm=app', /a person has agreed/],
  ['deny', 'npx prisma-next db update', /^\S* ?prisma-next db update would drop .*note_body_trgm/],
  ['deny', `bash -c 'prisma-next db update'`, /note_body_trgm/],
  ['deny', 'npx prisma-next@0.11.0 db update', /note_body_trgm/],
  ['deny', 'npx @prisma-next/cli db update', /note_body_trgm/],
  ['deny', 'npx prisma-next db update --confirm app', /a person has agreed/],
  ['ask', 'npx prisma-next contract infer', /overwrites the contract/],
  ['allow', 'npx prisma-next migrate'],
  ['allow', 'npx prisma db update --dry-run'],
  ['allow', 'npx prisma db update --help'],
  ['allow', 'npx prisma db init'],
  ['allow', 'npx prisma db verify --strict'],
  ['allow', 'npx prisma db migrate --show'],
  ['allow', 'npx prisma db migrate --db $DATABASE_URL'],
  ['allow', 'npx prisma migration plan --name add_tag'],
  ['allow', 'npx prisma migration new --name add_tag'],
  ['allow', 'npx prisma contract emit && npx prisma migration status'],
  ['ask', 'npx prisma db sign', /never applied to it\. .*: npx migration-guard status$/],
  ['ask', 'npx prisma contract infer', /overwrites the contract/],
  ['ask', 'npx prisma contract infer --output ./src/prisma/contract.prisma', /overwrites the contract/],
  ['allow', 'npx prisma contract infer --output /tmp/infer-here/contract.prisma'],
  ['ask', 'npx prisma migration ref set db 4cb4256', /from which contract/],
  ['ask', 'npx prisma migration ref delete staging', /from which contract/],
  ['allow', 'npx prisma migration ref list'],
  ['ask', `echo '[]' > ${ops}`, /change migration\.ts instead, and run that with node/],
  ['ask', `sed -i s/gin/gist/ ${ops}`, /change migration\.ts instead/],
  ['ask', 'rm -rf migrations/app/20260101T0000_init', /takes migrations away/],
  ['allow', `cat ${ops}`],
  ['allow', 'node migrations/app/20260101T0000_init/migration.ts'],
  ['deny', `psql -c 'DELETE FROM prisma_contract.ledger'`, /own record/],
  ['deny', `psql -c 'UPDATE "prisma_contract"."marker" SET core_hash = NULL'`, /own record/],
  ['allow', `psql -c 'SELECT * FROM prisma_contract.marker'`],
  ['deny', `psql -c 'DROP INDEX note_body_trgm'`, /note_body_trgm/],
  [
    'ask',
    `psql -c 'DROP TABLE "Other"; ALTER TABLE "Note" DROP COLUMN "id"'`,
    /: npx migration-guard safe-migrate --name <name>$/,
  ],
  ['deny', 'npx prisma@7 db push --force-reset', /: npx migration-guard safe-migrate --name <name>$/],
  ['deny', 'npx prisma@7 migrate reset', /: npx migration-guard status$/],
  // Prisma 8 has no such commands.
  ['allow', 'npx prisma migrate dev'],
  ['allow', 'npx prisma migrate deploy'],
];

async function judged(folder: string, command: string): Promise<readonly [string, string]> {
  return claudeDecision(await giveToGuard(folder, claudeInput(command, folder)));
}

describe('guard in a project of Prisma 8', () => {
  for (const [decision, command, why] of decided) {
    it(
      `decides ${decision}: ${command}`,
      inWorkspace(async ({ folder, write, commit, git }) => {
        git('init', '--quiet');
        write(smallPrisma8);
        commit('Begin');
        const [found, reason] = await judged(folder, command);
        assert.equal(found, decision, reason);
        if (why) assert.match(reason, why);
        assert.doesNotMatch(
          reason,
          /migration-guard (?:dev|migrate|check-drift|fix-drift|restore|verify)|--fix|schema\.prisma/,
        );
      }),
    );
  }

  it(
    'lets no migration be applied that loses something by accident, and says where to take it out',
    inWorkspace(async ({ folder, write, commit, git }) => {
      git('init', '--quiet', '--initial-branch=main');
      write(smallPrisma8);
      commit('Begin');
      git('checkout', '--quiet', '-b', 'work');
      write(
        prisma8Migration({
          ...{ name: '20260102T0000_drop', from: contractHash('a'), to: contractHash('b') },
          sql: ['DROP INDEX "note_body_trgm"'],
        }),
      );
      const [decision, reason] = await judged(folder, 'npx prisma db migrate');
      assert.equal(decision, 'deny');
      assert.match(
        reason,
        /note_body_trgm.*migration\.ts first, and run that file with node; .*: npx migration-guard lint$/,
      );
      assert.doesNotMatch(reason, /schema\.prisma/);
      assert.equal((await judged(folder, 'npx prisma db migrate --show'))[0], 'allow');
    }),
  );

  for (const [what, name, sql] of [
    ['partial', 'note_live', 'CREATE INDEX note_live ON "Note" (body) WHERE id > 1'],
    ['expression', 'note_lower', 'CREATE INDEX note_lower ON "Note" (lower(body))'],
    ['plain', 'note_plain', 'CREATE INDEX note_plain ON "Note" (body)'],
    ['unique', 'note_once', 'ALTER TABLE "Note" ADD CONSTRAINT note_once UNIQUE (body)'],
  ] as const) {
    it(
      `denies db update where all that it would drop is one ${what} index that a contract could declare`,
      inWorkspace(async ({ folder, write }) => {
        const [first, second] = [contractHash('a'), contractHash('b')];
        write({
          ...prisma8Config,
          ...prisma8Migration({ name: '20260101T0000_init', from: null, to: first, sql: [noteTable, sql] }),
          ...prisma8Migration({ name: '20260102T0000_more', from: first, to: second, sql: ['SELECT 1'] }),
        });
        const [decision, reason] = await judged(folder, 'npx prisma db update');
        assert.equal(decision, 'deny', reason);
        assert.match(reason, new RegExp(name));
        // What a contract declared when it was made, somebody took out of it since.
        if (what === 'plain') {
          const index = { name, columns: ['body'], unique: false };
          const table = { columns: {}, indexes: [index], uniques: [], foreignKeys: [] };
          const storage = { namespaces: { public: { entries: { table: { Note: table } } } } };
          write({
            [`migrations/snapshots/${first}/contract.json`]: JSON.stringify({ target: 'postgres', storage }),
          });
          assert.equal((await judged(folder, 'npx prisma db update'))[0], 'ask');
        }
      }),
    );
  }

  it(
    'asks about db update where there are no migrations, and looks at an older history beside it',
    inWorkspace(async ({ folder, write }) => {
      write(prisma8Config);
      const [decision, reason] = await judged(folder, 'npx prisma db update');
      assert.equal(decision, 'ask');
      assert.match(reason, /hand-made indexes, CHECKs and policies.*: npx migration-guard predict$/);
      assert.equal((await judged(folder, 'npx prisma7 db push'))[0], 'allow');
      write({
        'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
        'prisma/migrations/20250101000000_init/migration.sql': 'CREATE TABLE a (id int);\n',
      });
      assert.equal((await judged(folder, 'npx prisma7 db push'))[0], 'deny');
    }),
  );
});
