import assert from 'node:assert/strict';
import { sharedServer } from '../helpers/shared-servers';
import { openSession, type Session } from '../helpers/sql';
import { foretold, saidByPostgres, tryTypeChanges } from './support/refusals';

/** A migration behind others, and what PostgreSQL says to it; undefined where it takes it. */
interface Case {
  readonly title: string;
  readonly history: readonly string[];
  readonly migration: string;
  readonly said?: string;
}

const partitioned = `CREATE TABLE "beat" ("at" TIMESTAMP(3) NOT NULL, "host" TEXT NOT NULL, CONSTRAINT "beat_pkey" PRIMARY KEY ("at", "host")) PARTITION BY RANGE ("at");
CREATE TABLE "beat_1" PARTITION OF "beat" DEFAULT;
CREATE INDEX "beat_host" ON "beat" ("host");`;
const notes = `CREATE TABLE "notes" ("id" INTEGER NOT NULL, "body" TEXT, CONSTRAINT "notes_pkey" PRIMARY KEY ("id"));
CREATE INDEX "notes_body" ON "notes" ("body");`;
const enumBlock = `BEGIN;
CREATE TYPE "Stage_new" AS ENUM ('OPEN', 'DONE');
ALTER TABLE "ticket" ALTER COLUMN "stage" TYPE "Stage_new" USING ("stage"::text::"Stage_new");
ALTER TYPE "Stage" RENAME TO "Stage_old";
ALTER TYPE "Stage_new" RENAME TO "Stage";
DROP TYPE "public"."Stage_old";
COMMIT;`;
const ticket = `CREATE TYPE "Stage" AS ENUM ('NEW', 'OPEN', 'DONE');
CREATE TABLE "ticket" ("id" INTEGER NOT NULL, "stage" "Stage" NOT NULL, "title" TEXT NOT NULL);`;
const open = `CREATE INDEX "ticket_open" ON "ticket" ("title") WHERE "stage" = 'OPEN';`;

const cases: readonly Case[] = [
  {
    title: "Prisma's change of an enum under a partial index",
    history: [ticket, open],
    migration: enumBlock,
    said: 'operator does not exist: "Stage_new" = "Stage"',
  },
  {
    title: 'the same with the index dropped before and made again behind',
    history: [ticket, open],
    migration: `DROP INDEX "ticket_open";\n${enumBlock}\n${open}`,
  },
  {
    title: 'the same with the index made again right behind the change of type',
    history: [ticket, open],
    migration: enumBlock
      .replace('ALTER TABLE', 'DROP INDEX "ticket_open";\nALTER TABLE')
      .replace('ALTER TYPE', `${open}\nALTER TYPE`),
  },
  {
    title: 'the same under an index that asks for no value of the enum',
    history: [ticket, `CREATE INDEX "ticket_staged" ON "ticket" ("title") WHERE "stage" IS NOT NULL;`],
    migration: enumBlock,
  },
  {
    title: 'the same under a plain index on the column',
    history: [ticket, `CREATE INDEX "ticket_stage" ON "ticket" ("stage");`],
    migration: enumBlock,
  },
  {
    title: 'a text that becomes an enum, with its default in the same statement',
    history: [
      `CREATE TABLE "help" ("id" INTEGER, "asker" TEXT NOT NULL, "state" TEXT NOT NULL DEFAULT 'open');`,
      `CREATE UNIQUE INDEX "help_one" ON "help" ("asker") WHERE "state" = 'open';`,
    ],
    migration: `CREATE TYPE "State" AS ENUM ('open', 'shut');
ALTER TABLE "help" ALTER COLUMN "state" DROP DEFAULT,
ALTER COLUMN "state" TYPE "State" USING ("state"::"State"),
ALTER COLUMN "state" SET DEFAULT 'open';`,
    said: 'operator does not exist: "State" = text',
  },
  {
    title: 'two columns that are compared and change together',
    history: [
      `CREATE TABLE "t" ("a" INTEGER, "b" INTEGER);\nCREATE INDEX "i" ON "t" ("a") WHERE "a" <> "b";`,
    ],
    migration: `ALTER TABLE "t" ALTER COLUMN "a" TYPE TEXT, ALTER COLUMN "b" TYPE TEXT;`,
  },
  {
    title: 'two columns that are compared, of which one changes',
    history: [
      `CREATE TABLE "t" ("a" INTEGER, "b" INTEGER);\nCREATE INDEX "i" ON "t" ("a") WHERE "a" <> "b";`,
    ],
    migration: `ALTER TABLE "t" ALTER COLUMN "a" TYPE TEXT;`,
    said: 'operator does not exist: text <> integer',
  },
  {
    title: 'an index whose column goes in the same statement',
    history: [`CREATE TABLE "t" ("a" TEXT, "b" TEXT);\nCREATE INDEX "i" ON "t" ("b") WHERE "a" = 'x';`],
    migration: `ALTER TABLE "t" ALTER COLUMN "a" TYPE INTEGER USING (1), DROP COLUMN "b";`,
  },
  {
    title: 'the index of a partition',
    history: [partitioned],
    migration: 'DROP INDEX "beat_1_host_idx";',
    said: 'cannot drop index beat_1_host_idx because index beat_host requires it',
  },
  {
    title: 'the same with IF EXISTS and CASCADE',
    history: [partitioned],
    migration: 'DROP INDEX IF EXISTS "beat_1_host_idx" CASCADE;',
    said: 'cannot drop index beat_1_host_idx because index beat_host requires it',
  },
  {
    title: 'the same together with that of the table',
    history: [partitioned],
    migration: 'DROP INDEX "beat_1_host_idx", "beat_host";',
  },
  {
    title: 'the index of a partition that was detached',
    history: [partitioned, 'ALTER TABLE "beat" DETACH PARTITION "beat_1";'],
    migration: 'DROP INDEX "beat_1_host_idx";',
  },
  {
    title: 'an index of the partition alone',
    history: [partitioned, 'CREATE INDEX "own" ON "beat_1" ("at");'],
    migration: 'DROP INDEX "own";',
  },
  {
    title: 'an index of the partition alone, later attached',
    history: [
      'CREATE TABLE "p" ("a" INTEGER) PARTITION BY LIST ("a");\nCREATE TABLE "p1" PARTITION OF "p" DEFAULT;\nCREATE INDEX "pi" ON ONLY "p" ("a");\nCREATE INDEX "p1i" ON "p1" ("a");\nALTER INDEX "pi" ATTACH PARTITION "p1i";',
    ],
    migration: 'DROP INDEX "p1i";',
    said: 'cannot drop index p1i because index pi requires it',
  },
  {
    title: 'the constraint of a partition',
    history: [partitioned],
    migration: 'ALTER TABLE "beat_1" DROP CONSTRAINT "beat_1_pkey";',
    said: 'cannot drop inherited constraint "beat_1_pkey" of relation "beat_1"',
  },
  {
    title: 'the index of a constraint',
    history: [notes],
    migration: 'DROP INDEX "notes_pkey";',
    said: 'cannot drop index notes_pkey because constraint notes_pkey on table notes requires it',
  },
  {
    title: 'the index of a unique constraint, with CASCADE',
    history: [notes, 'ALTER TABLE "notes" ADD CONSTRAINT "u" UNIQUE ("body");'],
    migration: 'DROP INDEX "u" CASCADE;',
    said: 'cannot drop index u because constraint u on table notes requires it',
  },
  {
    title: 'an index that an earlier migration has dropped',
    history: [notes, 'DROP INDEX "notes_body";'],
    migration: 'DROP INDEX "notes_body";',
    said: 'index "notes_body" does not exist',
  },
  {
    title: 'an index that went with its column',
    history: [notes, 'ALTER TABLE "notes" DROP COLUMN "body";'],
    migration: 'DROP INDEX "notes_body";',
    said: 'index "notes_body" does not exist',
  },
  {
    title: 'an index that the same migration has dropped',
    history: [notes],
    migration: 'DROP INDEX IF EXISTS "notes_body";\nDROP INDEX "notes_body";',
    said: 'index "notes_body" does not exist',
  },
  {
    title: 'the same with IF EXISTS',
    history: [notes, 'DROP INDEX "notes_body";'],
    migration: 'DROP INDEX IF EXISTS "notes_body";',
  },
  {
    title: 'an index that was made again in between',
    history: [notes, 'DROP INDEX "notes_body";', 'CREATE INDEX "notes_body" ON "notes" ("body", "id");'],
    migration: 'DROP INDEX "notes_body";',
  },
  {
    title: 'an index that came back by a rename',
    history: [
      notes,
      'DROP INDEX "notes_body";\nCREATE INDEX "other" ON "notes" ("body");\nALTER INDEX "other" RENAME TO "notes_body";',
    ],
    migration: 'DROP INDEX "notes_body";',
  },
  {
    title: 'an index that came back in a DO block that puts its SQL together',
    history: [
      notes,
      `DROP INDEX "notes_body";\nDO $$ BEGIN EXECUTE 'CREATE INDEX notes_' || 'body ON notes (body)'; END $$;`,
    ],
    migration: 'DROP INDEX "notes_body";',
  },
  {
    title: 'an index that was dropped in a branch that did not run',
    history: [notes, 'DO $$ BEGIN IF false THEN DROP INDEX "notes_body"; END IF; END $$;'],
    migration: 'DROP INDEX "notes_body";',
  },
  {
    title: 'an index of a name that is taken',
    history: [notes],
    migration: 'CREATE INDEX "notes_body" ON "notes" ("body");',
    said: 'relation "notes_body" already exists',
  },
  {
    title: 'a constraint of a name that an index has',
    history: [notes],
    migration: 'ALTER TABLE "notes" ADD CONSTRAINT "notes_body" UNIQUE ("body");',
    said: 'relation "notes_body" already exists',
  },
  {
    title: 'the same index twice in one migration',
    history: [notes],
    migration: 'CREATE INDEX "x" ON "notes" ("id");\nCREATE INDEX "x" ON "notes" ("id");',
    said: 'relation "x" already exists',
  },
  {
    title: 'an index of a name that is taken, with IF NOT EXISTS',
    history: [notes],
    migration: 'CREATE INDEX IF NOT EXISTS "notes_body" ON "notes" ("body");',
  },
  {
    title: 'an index of a name that is taken in another schema',
    history: [
      notes,
      'DROP SCHEMA IF EXISTS other CASCADE;\nCREATE SCHEMA other;\nCREATE TABLE other."notes" ("body" TEXT);',
    ],
    migration: 'CREATE INDEX "notes_body" ON other."notes" ("body");',
  },
  {
    title: 'an index of a name that became free with its table',
    history: [notes, 'DROP TABLE "notes";\nCREATE TABLE "notes" ("body" TEXT);'],
    migration: 'CREATE INDEX "notes_body" ON "notes" ("body");',
  },
  {
    title: 'an index whose name a DO block that puts its SQL together made free',
    history: [notes, `DO $$ BEGIN EXECUTE 'DROP INDEX notes_' || 'body'; END $$;`],
    migration: 'CREATE INDEX "notes_body" ON "notes" ("body");',
  },
  {
    title: 'CONCURRENTLY on a partitioned table',
    history: [partitioned],
    migration: 'CREATE INDEX CONCURRENTLY "x" ON "beat" ("at");',
    said: 'cannot create index on partitioned table "beat" concurrently',
  },
  {
    title: 'the same with IF NOT EXISTS, though the index is there',
    history: [partitioned],
    migration: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS "beat_host" ON "beat" ("host");',
    said: 'cannot create index on partitioned table "beat" concurrently',
  },
  {
    title: 'the same with ONLY',
    history: [partitioned],
    migration: 'CREATE INDEX CONCURRENTLY "x" ON ONLY "beat" ("at");',
    said: 'cannot create index on partitioned table "beat" concurrently',
  },
  {
    title: 'CONCURRENTLY on a partition',
    history: [partitioned],
    migration: 'CREATE INDEX CONCURRENTLY "x" ON "beat_1" ("at");',
  },
  {
    title: 'CONCURRENTLY on a table that was a partition',
    history: [partitioned, 'ALTER TABLE "beat" DETACH PARTITION "beat_1";'],
    migration: 'DROP INDEX CONCURRENTLY "beat_1_host_idx";',
  },
  {
    title: 'DROP INDEX CONCURRENTLY of a partitioned table',
    history: [partitioned],
    migration: 'DROP INDEX CONCURRENTLY "beat_host";',
    said: 'cannot drop partitioned index "beat_host" concurrently',
  },
  {
    title: 'DROP INDEX of a partitioned table',
    history: [partitioned],
    migration: 'DROP INDEX "beat_host";',
  },
  {
    title: 'DROP INDEX CONCURRENTLY of two indexes',
    history: [notes, 'CREATE INDEX "x" ON "notes" ("id");'],
    migration: 'DROP INDEX CONCURRENTLY "notes_body", "x";',
    said: 'DROP INDEX CONCURRENTLY does not support dropping multiple objects',
  },
  {
    title: 'DROP INDEX CONCURRENTLY with CASCADE',
    history: [notes],
    migration: 'DROP INDEX CONCURRENTLY "notes_body" CASCADE;',
    said: 'DROP INDEX CONCURRENTLY does not support CASCADE',
  },
  {
    title: 'CONCURRENTLY in a DO block',
    history: [notes],
    migration: 'DO $$ BEGIN CREATE INDEX CONCURRENTLY "x" ON "notes" ("id"); END $$;',
    said: 'CREATE INDEX CONCURRENTLY cannot be executed from a function',
  },
  {
    title: 'DROP INDEX CONCURRENTLY that a DO block executes',
    history: [notes],
    migration: `DO $$ BEGIN EXECUTE 'DROP INDEX CONCURRENTLY "notes_body"'; END $$;`,
    said: 'DROP INDEX CONCURRENTLY cannot be executed from a function',
  },
  {
    title: 'CONCURRENTLY in a function that a migration calls',
    history: [notes],
    migration:
      'CREATE FUNCTION make() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE INDEX CONCURRENTLY "x" ON "notes" ("id"); END $$;\nSELECT make();',
    said: 'CREATE INDEX CONCURRENTLY cannot run inside a transaction block',
  },
  {
    title: 'CONCURRENTLY in a procedure that a migration calls',
    history: [notes],
    migration:
      'CREATE PROCEDURE make() LANGUAGE plpgsql AS $$ BEGIN CREATE INDEX CONCURRENTLY "x" ON "notes" ("id"); END $$;\nCALL make();',
    said: 'CREATE INDEX CONCURRENTLY cannot run inside a transaction block',
  },
  {
    title: 'CONCURRENTLY in a function that nobody calls',
    history: [notes],
    migration:
      'CREATE FUNCTION make() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE INDEX CONCURRENTLY "x" ON "notes" ("id"); END $$;',
  },
  {
    title: 'CONCURRENTLY in a branch of a DO block that does not run',
    history: [notes],
    migration: 'DO $$ BEGIN IF false THEN CREATE INDEX CONCURRENTLY "x" ON "notes" ("id"); END IF; END $$;',
  },
];

describe('What PostgreSQL is said to refuse, against PostgreSQL', () => {
  let session: Session;

  before(async () => {
    session = await openSession(await (await sharedServer()).createDatabase());
  });
  after(() => session.close());

  for (const { title, history, migration, said } of cases) {
    it(`${said === undefined ? 'is not' : 'is'} ${title}`, async () => {
      const [claim] = await foretold(history, migration);
      assert.deepEqual([await saidByPostgres(session, history, migration), claim], [said, said]);
    });
  }

  it('is refused, in these words, of many changes of type under many indexes', async () => {
    const types = ['TEXT', 'VARCHAR(40)', 'INTEGER', 'BOOLEAN', 'TIMESTAMP(3)', '"Old"', 'plain'];
    const { wrong, foreseen } = await tryTypeChanges(session, types);
    assert.deepEqual(wrong, []);
    assert.ok(foreseen > 200, `${foreseen} were foreseen`);
  });
});
