import assert from 'node:assert/strict';
import { loadGrammar } from '../../../../src/core/sql/grammar';
import { openIndexSymbols, type IndexSymbols } from '../../../../src/workflows/index-symbols';
import { ReplayedProject } from '../../../../src/workflows/replayed-project';
import { sourceOf, type MemoryProject } from '../../../helpers/lint-migration';

const table = 'CREATE TABLE "docs" ("id" INT, "body" vector(3));\n';
const made = '-- for search\nCREATE INDEX docs_body ON "docs" USING hnsw (body vector_cosine_ops);\n';
const dropped = '-- DropIndex\nDROP INDEX "docs_body";\n';

async function symbolsOf(project: MemoryProject) {
  const source = sourceOf(project);
  const symbols = await openIndexSymbols(await ReplayedProject.open(source, loadGrammar));
  const migrationAt = (name: string) => source.migrations.find((migration) => migration.name === name)!;
  return { symbols, migrationAt };
}

/** The index named where that text stands in a migration. */
function at(
  symbols: IndexSymbols,
  migration: Parameters<IndexSymbols['mentionAt']>[0],
  text: string,
  from = 0,
) {
  const offset = migration.text.indexOf(text, from);
  assert.ok(offset >= 0, `${text} is not there`);
  return symbols.mentionAt(migration, offset + 1);
}

describe('the symbols of the indexes of a history', () => {
  const history = { '1_init': table, '2_made': made, '3_dropped': dropped };

  it('says what a dropped index was, where it was made, and what losing it costs', async () => {
    const { symbols, migrationAt } = await symbolsOf({ migrations: history });
    const migration = migrationAt('3_dropped');
    const mention = at(symbols, migration, '"docs_body"');
    assert.equal(mention?.role, 'dropped');
    const card = await symbols.cardOf(migration, mention);
    assert.deepEqual(
      { ...card, origin: card.origin?.migration },
      {
        schema: 'public',
        name: 'docs_body',
        what: 'an hnsw index on docs.body that Prisma cannot see',
        sql: 'CREATE INDEX docs_body ON "docs" USING hnsw (body vector_cosine_ops)',
        origin: '2_made',
        provenance: 'Made by hand in 2_made; not declared in schema.prisma.',
        isProtected: true,
        cost: 'Without it every similarity search on docs.body (ORDER BY … <=> …) reads the whole table.',
      },
    );
  });

  it('leads from a drop to the statement that made the index, and finds all places that name it', async () => {
    const { symbols, migrationAt } = await symbolsOf({
      migrations: { ...history, '4_again': made, '5_talk': 'COMMENT ON INDEX docs_body IS $$docs_body$$;' },
    });
    const migration = migrationAt('3_dropped');
    const mention = at(symbols, migration, '"docs_body"')!;
    const origin = symbols.originOf(migration, mention)!;
    assert.equal(origin.file, migrationAt('2_made').file);
    assert.match(made.slice(origin.range.start, origin.range.end), /^CREATE INDEX.*\)$/);
    assert.deepEqual(
      symbols.referencesOf(migration, mention).map(({ file, role }) => [file.split('/').at(-2), role]),
      [
        ['2_made', 'made'],
        ['3_dropped', 'dropped'],
        ['4_again', 'made'],
        ['5_talk', 'named'],
      ],
    );
  });

  it('means the index that stands at the place, where a name was used twice', async () => {
    const other = 'CREATE INDEX docs_body ON "docs" (id);';
    const { symbols, migrationAt } = await symbolsOf({ migrations: { ...history, '4_other': other } });
    const [first, second] = [migrationAt('2_made'), migrationAt('4_other')];
    const kindOf = async (migration: typeof first) =>
      (await symbols.cardOf(migration, at(symbols, migration, 'docs_body')!)).what;
    assert.match((await kindOf(first))!, /hnsw/);
    assert.equal(await kindOf(second), 'an index on docs.id that schema.prisma does not declare');
  });

  it('knows what is typed and not saved yet, in a migration that is not there yet', async () => {
    const { symbols } = await symbolsOf({ migrations: { '1_init': table } });
    const typed = { name: '2_new', file: '/p/prisma/migrations/2_new/migration.sql', text: made };
    const card = await symbols.cardOf(typed, at(symbols, typed, 'docs_body')!);
    assert.match(card.what!, /hnsw/);
    assert.equal(card.origin?.file, typed.file);
  });

  it('says about an index that only drift-ignore.json lists what is written there', async () => {
    const driftIgnore = JSON.stringify({
      protectedIndexes: [
        {
          name: 'by_hand',
          description: 'made in the console',
          recreateSQL: 'CREATE INDEX by_hand ON docs (id);',
        },
      ],
    });
    const drop = 'DROP INDEX by_hand;';
    const { symbols, migrationAt } = await symbolsOf({
      migrations: { '1_init': table, '2_drop': drop },
      driftIgnore,
    });
    const migration = migrationAt('2_drop');
    const card = await symbols.cardOf(migration, at(symbols, migration, 'by_hand')!);
    assert.equal(card.isProtected, true);
    assert.equal(card.sql, 'CREATE INDEX by_hand ON docs (id)');
    assert.equal(card.provenance, 'No migration makes it. Listed in drift-ignore.json: Made in the console.');
  });

  it('sees a name after ALTER INDEX, REINDEX and RENAME TO, with its schema, but no column of that name', async () => {
    const talk = [
      'ALTER INDEX IF EXISTS public.docs_body SET (ef_construction = 80);',
      'REINDEX INDEX CONCURRENTLY docs_body;',
      'SELECT docs_body FROM docs;',
      "-- docs_body\nSELECT 'docs_body';",
    ].join('\n');
    const { symbols, migrationAt } = await symbolsOf({
      migrations: { '1_init': table, '2_made': made, '3_talk': talk },
    });
    const migration = migrationAt('3_talk');
    const offsets = [...talk.matchAll(/docs_body/g)].map(({ index }) => index);
    const seen = offsets.map((offset) => symbols.mentionAt(migration, offset)?.range.start);
    assert.deepEqual(seen, [talk.indexOf('public'), offsets[1], undefined, undefined, undefined]);
  });

  it('says that an index that Prisma keeps by itself is not protected', async () => {
    const plain = '-- CreateIndex\nCREATE INDEX "docs_id_idx" ON "docs"("id");\n';
    const { symbols, migrationAt } = await symbolsOf({
      migrations: { '1_init': table, '2_plain': plain },
      schema: 'model docs { id Int @id\n @@index([id]) }',
    });
    const migration = migrationAt('2_plain');
    const card = await symbols.cardOf(migration, at(symbols, migration, '"docs_id_idx"')!);
    assert.equal(card.isProtected, false);
    assert.equal(card.provenance, 'Made by Prisma in 2_plain; declared in schema.prisma.');
  });
});
