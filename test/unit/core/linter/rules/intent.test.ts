import assert from 'node:assert/strict';
import { heads, lintText, type Situation } from './lint-text';

const models = 'model notes {\n  id String @id\n  body String?\n  owner String?\n}';
const table = 'CREATE TABLE notes (id text, body text, owner text);\n';
const twoByHand = `${table}CREATE INDEX a ON notes (body);\nCREATE INDEX b ON notes (owner);`;

async function severities(situation: Partial<Situation> & { migration: string }): Promise<string[]> {
  const findings = await lintText({ history: [twoByHand], schema: models, ...situation });
  return findings.map(({ index, severity, intent }) => `${index} ${severity} ${intent}`);
}

describe('intent', () => {
  it('is generated under the heading of Prisma, deliberate without', async () => {
    assert.deepEqual(await severities({ migration: '-- DropIndex\nDROP INDEX "a";' }), ['a error generated']);
    assert.deepEqual(await severities({ migration: 'DROP INDEX a;' }), ['a info deliberate']);
  });

  it('is generated in exactly the form of Prisma, also without a heading', async () => {
    for (const migration of [
      'DROP INDEX "a";',
      'SELECT 1;\nDROP INDEX "public"."a";',
      'DROP INDEX "a"',
      'drop index "a";',
      'DROP INDEX\n  "a";',
    ]) {
      assert.deepEqual(await severities({ migration }), ['a error generated'], migration);
    }
    for (const migration of [
      'DROP INDEX a;',
      'DROP INDEX IF EXISTS "a";',
      'DROP INDEX CONCURRENTLY "a";',
      'DROP INDEX "a" CASCADE;',
    ]) {
      assert.deepEqual(await severities({ migration }), ['a info deliberate'], migration);
    }
  });

  it('is deliberate without a heading where somebody says why', async () => {
    for (const migration of [
      '-- nobody searches here any more\nDROP INDEX "a";',
      '/* too large */\nDROP INDEX "a";',
      'DROP INDEX "a"; -- too large',
    ]) {
      assert.deepEqual(await severities({ migration }), ['a info deliberate'], migration);
    }
    for (const comment of [
      ...['-- squawk-ignore ban-drop-index', '-- noqa: disable=all', '--> statement-breakpoint', '-- TODO'],
      ...['-- Drop index', '-- Migration: add tags', '-- Add tags table', '-- do NOT drop this index'],
      ...['-- Copyright 2024 A, Inc.', '-- not used any more\n'],
    ]) {
      const migration = `${comment}\nDROP INDEX "a";`;
      assert.deepEqual(await severities({ migration }), ['a error generated'], comment);
    }
    for (const comment of ['-- DropIndex', '-- AlterTable', '/*\n  Warnings:\n\n  - gone\n*/', '-- -']) {
      const migration = `${comment}\nSELECT 1;\n\nDROP INDEX "a";`;
      assert.deepEqual(await severities({ migration }), ['a error generated'], comment);
    }
  });

  it('is deliberate without a heading where the name says why', async () => {
    const migration = 'DROP INDEX "a";';
    for (const name of [
      '3_drop_unused_indexes',
      '20260101000000_removeNotesBody',
      '3_cleanup_idx',
      '3_drop_a',
      ...['3_revert', '3_reverse_notes', '20260101000000_undoSearch'],
    ]) {
      assert.deepEqual(await severities({ name, migration }), ['a info deliberate'], name);
    }
    for (const name of ['3_add_tags', '3_remove_users', '3_index_owner', '3_drop']) {
      assert.deepEqual(await severities({ name, migration }), ['a error generated'], name);
    }
  });

  it('is deliberate without a heading where another index takes the place', async () => {
    const made = 'DROP INDEX "a";\nCREATE INDEX c ON notes (owner, body);';
    assert.deepEqual(await severities({ migration: made }), ['a info deliberate']);
    const unique = [`${table}CREATE UNIQUE INDEX "a" ON notes (body) WHERE owner IS NULL;`];
    const weaker = 'DROP INDEX "a";\nCREATE INDEX c ON notes (body, owner);';
    assert.deepEqual(await severities({ history: unique, migration: weaker }), ['a error generated']);
    const elsewhere = 'DROP INDEX "a";\nCREATE INDEX c ON notes (owner);';
    assert.deepEqual(await severities({ migration: elsewhere }), ['a error generated']);
  });

  it('is generated without headings where Prisma makes the index again as it declares it', async () => {
    const history = [`${table}CREATE UNIQUE INDEX "a" ON notes (body) WHERE owner IS NULL;`];
    const again = 'DROP INDEX "a";\nCREATE UNIQUE INDEX "a" ON "notes"("body");';
    assert.deepEqual(await severities({ history, migration: again }), ['a error generated']);
    const byHand = 'DROP INDEX "a";\nCREATE UNIQUE INDEX a ON notes (body);';
    assert.deepEqual(await severities({ history, migration: byHand }), ['a warning deliberate']);
  });

  it('is deliberate under a heading that Prisma never writes above such a statement', async () => {
    assert.deepEqual(await severities({ migration: '-- DropIndex\nDROP INDEX CONCURRENTLY "a";' }), [
      'a info deliberate',
    ]);
  });

  it('stays generated where a person added IF EXISTS', async () => {
    assert.deepEqual(await severities({ migration: '-- DropIndex\nDROP INDEX IF EXISTS "a";' }), [
      'a error generated',
    ]);
  });

  it('is generated under a heading with more words where the statement is in the form of Prisma', async () => {
    const heading = '-- DropIndex (Prisma does not know it)\n';
    assert.deepEqual(await severities({ migration: `${heading}DROP INDEX "a";` }), ['a error generated']);
    assert.deepEqual(await severities({ migration: `${heading}DROP INDEX IF EXISTS "a";` }), [
      'a info deliberate',
    ]);
  });

  it('is generated for every drop under one heading', async () => {
    assert.deepEqual(await severities({ migration: '-- DropIndex\nDROP INDEX "a";\nDROP INDEX "b";' }), [
      'a error generated',
      'b error generated',
    ]);
    assert.deepEqual(
      await severities({ migration: '-- DropIndex\nDROP INDEX "a";\n\n-- never used\nDROP INDEX "b";' }),
      ['a error generated', 'b info deliberate'],
    );
  });

  it('is deliberate inside a DO block', async () => {
    assert.deepEqual(await severities({ migration: '-- DropIndex\nDO $$ BEGIN DROP INDEX a; END $$;' }), [
      'a info deliberate',
    ]);
  });

  it('is deliberate under a comment of its own, below the heading of a statement that is gone', async () => {
    const migration =
      '-- DropIndex\n-- REMOVED: DROP INDEX "c";\n\n-- Split by kind, so this one goes.\nDROP INDEX "a";';
    assert.deepEqual(await severities({ migration }), ['a info deliberate']);
    const remarked = '-- DropIndex\n-- Is this right?\nDROP INDEX "a";';
    assert.deepEqual(await severities({ migration: remarked }), ['a error generated']);
  });

  it('is deliberate where the schema gains an index that does as much, and the migration makes it', async () => {
    const drop = '-- DropIndex\nDROP INDEX IF EXISTS "a";\n';
    const gaining = (attribute: string): string => models.replace('}', `  ${attribute}\n}`);
    const unique = `${table}CREATE UNIQUE INDEX a ON notes (body);`;
    const of = async (attribute: string, made: string, history = twoByHand): Promise<string[]> =>
      await severities({
        ...{ history: [history], schemaBefore: models, schema: gaining(attribute) },
        migration: made === '' ? drop : `${drop}\n-- CreateIndex\nCREATE ${made} WHERE owner > '';\n`,
      });
    const two = 'INDEX notes_body_owner_idx ON notes (body, owner)';
    const other = 'INDEX notes_owner_body_idx ON notes (owner, body)';
    const key = 'UNIQUE INDEX notes_body_key ON notes (body)';
    assert.deepEqual(await of('@@index([body, owner])', two), ['a info deliberate']);
    assert.deepEqual(await of('@@unique([body])', key), ['a info deliberate']);
    assert.deepEqual(await of('@@unique([body])', key, unique), ['a info deliberate']);
    assert.deepEqual(await of('@@index([owner, body])', other), ['a error generated']);
    assert.deepEqual(await of('@@index([body, owner])', two, unique), ['a error generated']);
    // Nothing makes it here.
    assert.deepEqual(await of('@@index([body, owner])', ''), ['a error generated']);
  });

  it('is deliberate where the same change took the declaration out of the schema', async () => {
    const gin =
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT, "body" TEXT);\nCREATE INDEX "a" ON "notes" USING gist ("body" gist_trgm_ops(siglen=32));';
    const declaring = models.replace('}', '  @@index([body], map: "a")\n}');
    const migration = '-- DropIndex\nDROP INDEX "a";';
    assert.deepEqual(await severities({ history: [gin], schemaBefore: declaring, migration }), [
      'a info deliberate',
    ]);
    assert.deepEqual(await severities({ history: [gin], migration }), ['a error generated']);
  });

  it('is deliberate where the same change took the column or the model out of the schema', async () => {
    const migration =
      '-- DropIndex\nDROP INDEX "a";\n\n-- AlterTable\nALTER TABLE "notes" DROP COLUMN "body";';
    const schema = models.replace('  body String?\n', '');
    assert.deepEqual(await severities({ schemaBefore: models, schema, migration }), ['a info deliberate']);
    assert.deepEqual(await severities({ migration }), ['a error generated']);
    const dropTable = '-- DropIndex\nDROP INDEX "a";\n\n-- DropTable\nDROP TABLE "notes";';
    assert.deepEqual(await severities({ schemaBefore: models, schema: '', migration: dropTable }), [
      'a info deliberate',
      'b info deliberate',
    ]);
  });

  it('is deliberate where the same change took the entry out of drift-ignore.json', async () => {
    const listed = '{"protectedIndexes": [{"name": "a"}]}';
    const migration = '-- DropIndex\nDROP INDEX "a";';
    assert.deepEqual(
      await severities({ driftIgnoreBefore: listed, driftIgnore: '{"protectedIndexes": []}', migration }),
      ['a info deliberate'],
    );
    assert.deepEqual(await severities({ driftIgnore: listed, migration }), ['a error generated']);
  });
});

describe('what a hand-made index was when it was made', () => {
  const history = [twoByHand];
  const migration = '-- DropIndex\nDROP INDEX "a";';

  it('counts: one that the schema declared then is not protected', async () => {
    const then = models.replace('}', '  @@index([body], map: "a")\n}');
    assert.deepEqual(await severities({ history, migration, schemaWhenAdded: { 0: then } }), []);
    assert.deepEqual(await severities({ history, migration, schemaWhenAdded: { 0: models } }), [
      'a error generated',
    ]);
  });
});

describe('severities', () => {
  const migration = '-- DropIndex\nDROP INDEX "a";\n';

  it('of a settled migration are warnings without fixes, while the index is missing', async () => {
    const findings = await lintText({ history: [twoByHand], schema: models, migration, state: 'settled' });
    assert.deepEqual(heads(findings), ['drop-protected-index warning a']);
    assert.deepEqual(findings[0]?.fixes, []);
    assert.equal(findings[0].restore, 'CREATE INDEX a ON notes (body);');
  });

  it('of a settled migration are none once the index was made again', async () => {
    const later = ['CREATE INDEX a ON notes (body);'];
    assert.deepEqual(await severities({ migration, state: 'settled', later }), []);
  });

  it('of a settled migration are none for what a person wanted', async () => {
    assert.deepEqual(await severities({ migration: 'DROP INDEX a;', state: 'settled' }), []);
  });

  it('show the way back on one line, whatever the statement looked like', async () => {
    const history = [`${table}CREATE INDEX a -- fast\n  ON notes (body)\n  WHERE body <> '--  x';`];
    const [finding] = await lintText({ history, schema: models, migration, state: 'settled' });
    assert.equal(finding?.restore, "CREATE INDEX a ON notes (body) WHERE body <> '--  x';");
  });
});
