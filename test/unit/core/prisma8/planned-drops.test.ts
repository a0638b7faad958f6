import assert from 'node:assert/strict';
import { readPlannedChange, takesNothing } from '../../../../src/core/prisma8/planned-drops';

function told(...statements: string[]): { drops: string[]; unread: string[] } {
  const { sql, drops, unread } = readPlannedChange({ operations: [], statements });
  return {
    drops: drops
      .filter((drop) => !takesNothing(drop, sql))
      .map(({ kind, schema = '', table = '', name, range }) => {
        assert.ok(statements.includes(sql.slice(range.start, range.end)));
        return `${kind} ${schema}|${table}|${name}`;
      }),
    unread: unread.map(({ start, end }) => sql.slice(start, end)),
  };
}

describe('core/prisma8/planned-drops', () => {
  it('reads each form in which Prisma 8.0.0-rc.13 takes something away', () => {
    const { drops, unread } = told(
      'ALTER TABLE "public"."Post" DROP CONSTRAINT "hand_check"',
      'ALTER TABLE "public"."Post" ALTER COLUMN "body" DROP DEFAULT',
      'ALTER TABLE "public"."Post" ALTER COLUMN "title" DROP NOT NULL',
      'DROP INDEX "public"."hand ""quoted"""',
      'DROP POLICY "hand_pol" ON "public"."Post"',
      'ALTER TABLE "public"."Post" DROP COLUMN "embedding"',
      'DROP TABLE "public"."hand_table"',
      'DROP TYPE "public"."hand_enum"',
      'ALTER TABLE "public"."Post" DISABLE ROW LEVEL SECURITY',
    );
    assert.deepEqual(drops, [
      'constraint public|Post|hand_check',
      'default public|Post|body',
      'NOT NULL public|Post|title',
      'index public||hand "quoted"',
      'policy public|Post|hand_pol',
      'column public|Post|embedding',
      'table public||hand_table',
      'type public||hand_enum',
      'row level security public|Post|Post',
    ]);
    assert.deepEqual(unread, []);
  });

  it('tells of a statement that takes something away and cannot be read', () => {
    const odd = 'ALTER TABLE "public"."Post" DROP EXPRESSION IF EXISTS, ALTER COLUMN "a" DROP IDENTITY';
    assert.deepEqual(told('CREATE TABLE "drop" ("delete" text DEFAULT \'drop\')', odd, 'TRUNCATE "Post"'), {
      drops: [],
      unread: [odd, 'TRUNCATE "Post"'],
    });
  });

  it('says nothing of statements that only make something', () => {
    const none = told(
      'ALTER TABLE "public"."Post" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "public"."User"("id") ON DELETE SET NULL ON UPDATE CASCADE',
      'CREATE TABLE "public"."C" ("a" int REFERENCES "public"."User" ("id") ON DELETE CASCADE)',
      'CREATE TRIGGER t AFTER DELETE ON "public"."Post" EXECUTE FUNCTION f()',
      'CREATE POLICY "p" ON "public"."Post" FOR DELETE USING (true)',
      'ALTER TABLE "public"."Post" FORCE ROW LEVEL SECURITY',
    );
    assert.deepEqual(none, { drops: [], unread: [] });
    const besides = [
      'CREATE TABLE "public"."C" ("a" int); DELETE FROM "public"."Post"',
      'ALTER TABLE "public"."Post" ADD COLUMN "a" int, DROP COLUMN "b"',
    ];
    assert.deepEqual(told(...besides).unread, besides);
  });

  it('leaves out what belongs to something that the same change makes', () => {
    const { drops } = told(
      'ALTER TABLE "public"."Post" ALTER COLUMN "a" DROP DEFAULT',
      'ALTER TABLE "public"."Post" ADD COLUMN "a" text DEFAULT \'\' NOT NULL',
      'ALTER TABLE "public"."Post" ALTER COLUMN "a" DROP DEFAULT',
      'ALTER TABLE "public"."Post" ALTER COLUMN "b" DROP DEFAULT',
      'ALTER TABLE "public"."User" ALTER COLUMN "a" DROP DEFAULT',
      'CREATE TABLE "public"."New" ("a" text DEFAULT \'\')',
      'ALTER TABLE "public"."New" ALTER COLUMN "a" DROP DEFAULT',
    );
    assert.deepEqual(drops, ['default public|Post|a', 'default public|Post|b', 'default public|User|a']);
  });

  it('leaves out what the same change makes again under its name', () => {
    const { drops } = told(
      'DROP INDEX "public"."a"',
      'CREATE UNIQUE INDEX "a" ON "public"."Post" ("id")',
      'DROP INDEX "public"."b"',
      'ALTER TABLE "public"."Post" DROP CONSTRAINT "c"',
      'ALTER TABLE "public"."Post" ADD CONSTRAINT "c" CHECK (true)',
      'ALTER TABLE "public"."Post" DROP CONSTRAINT "d"',
      'ALTER TABLE "public"."User" ADD CONSTRAINT "d" CHECK (true)',
    );
    assert.deepEqual(drops, ['index public||b', 'constraint public|Post|d']);
  });

  it('puts the heading of Prisma 7 above what an operation does', () => {
    const { sql } = readPlannedChange({
      operations: ['dropIndex.Post.a', 'dropColumn.Post.b'],
      statements: ['DROP INDEX "public"."a"', 'ALTER TABLE "public"."Post" DROP COLUMN "b"'],
    });
    assert.equal(
      sql,
      '-- DropIndex\nDROP INDEX "public"."a";\n\n-- AlterTable\nALTER TABLE "public"."Post" DROP COLUMN "b";\n',
    );
  });
});
