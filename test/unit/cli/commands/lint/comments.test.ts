import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { markdown } from '../../../../../src/cli/commands/lint/formats/markdown';
import { rules } from '../../../../../src/core/linter/rules/registry';
import { withMakers } from '../../../../../src/workflows/lint-makers';
import { lintMemory, type MemoryProject } from '../../../../helpers/lint-migration';

const folder = path.join(__dirname, '../../../../../../test/unit/cli/commands/lint/comments');

const table = `CREATE TABLE "docs" ("id" SERIAL PRIMARY KEY, "title" TEXT NOT NULL, "owner" INTEGER, "deleted" BOOLEAN, "embedding" vector(3), "room" INTEGER, "span" TSRANGE);`;
const model = `model docs {
  id Int @id @default(autoincrement())
  title String
  owner Int?
  deleted Boolean?
  embedding Unsupported("vector(3)")?
  room Int?
  span Unsupported("tsrange")?
}
`;
const generated = (sql: string, heading = 'DropIndex'): string => `-- ${heading}\n${sql}\n`;
const vector = `CREATE INDEX "docs_embedding" ON "docs" USING hnsw ("embedding" vector_cosine_ops);`;
const partial = `CREATE INDEX "docs_owner" ON "docs"("owner") WHERE "deleted" IS NOT TRUE;`;
const unique = `CREATE UNIQUE INDEX "docs_title" ON "docs"(lower("title"));`;

/** One change each, as a reviewer meets it: what the base has, and the migration that comes with the pull request. */
const changes: Readonly<
  Record<string, { made: string; draft: string; schema?: string; driftIgnore?: string; config?: string }>
> = {
  'a vector index is dropped': { made: vector, draft: generated('DROP INDEX "docs_embedding";') },
  'an ivfflat index is dropped': {
    made: `CREATE INDEX "docs_embedding" ON "docs" USING ivfflat ("embedding" vector_l2_ops) WITH (lists = 10);`,
    draft: generated('DROP INDEX "docs_embedding";'),
  },
  'a partial index is dropped': { made: partial, draft: generated('DROP INDEX "docs_owner";') },
  'a unique expression index is dropped': { made: unique, draft: generated('DROP INDEX "docs_title";') },
  'a unique partial index is dropped': {
    made: `CREATE UNIQUE INDEX "docs_room" ON "docs"("room", "owner") WHERE "deleted" IS NOT TRUE;`,
    draft: generated('DROP INDEX "docs_room";'),
  },
  'a trigram index is dropped': {
    made: `CREATE INDEX "docs_words" ON "docs" USING gin ("title" gin_trgm_ops);`,
    draft: generated('DROP INDEX "docs_words";'),
  },
  'a GiST index is dropped': {
    made: `CREATE INDEX "docs_span" ON "docs" USING gist ("span");`,
    draft: generated('DROP INDEX "docs_span";'),
  },
  'an expression index is dropped': {
    made: `CREATE INDEX "docs_lower" ON "docs"(lower("title"));`,
    draft: generated('DROP INDEX "docs_lower";'),
  },
  'a covering index is dropped': {
    made: `CREATE INDEX "docs_cover" ON "docs"("owner") INCLUDE ("title");`,
    draft: generated('DROP INDEX "docs_cover";'),
  },
  'a vector index goes by hand without a reason': { made: vector, draft: 'DROP INDEX docs_embedding;\n' },
  'an index goes with its column': {
    made: vector,
    draft: generated('ALTER TABLE "docs" DROP COLUMN "embedding";', 'AlterTable'),
    schema: model.replace(/ {2}embedding.*\n/, ''),
  },
  'a column is made again with another type': {
    made: partial,
    draft: generated('ALTER TABLE "docs" DROP COLUMN "owner",\nADD COLUMN "owner" TEXT;', 'AlterTable'),
    schema: model.replace('owner Int?', 'owner String?'),
  },
  'an index goes with its table': {
    made: vector,
    draft: generated('DROP TABLE "docs";', 'DropTable'),
    schema: '',
  },
  'an index comes back without its WHERE': {
    made: partial,
    draft: `${generated('DROP INDEX "docs_owner";')}\n${generated('CREATE INDEX "docs_owner" ON "docs"("owner");', 'CreateIndex')}`,
  },
  'an index is made again as it was': {
    made: partial,
    draft: `${generated('DROP INDEX "docs_owner";')}\n${generated(partial, 'CreateIndex')}`,
  },
  'an index of that name exists': {
    made: partial,
    draft: generated('CREATE INDEX "docs_owner" ON "docs"("owner");', 'CreateIndex'),
  },
  'an index is renamed': {
    made: vector,
    draft: generated('ALTER INDEX "docs_embedding" RENAME TO "docs_embedding_idx";', 'RenameIndex'),
  },
  'two indexes are dropped, and one by a listed name': {
    made: `${vector}\n${unique}`,
    draft: `${generated('DROP INDEX "docs_embedding";')}\n${generated('DROP INDEX "docs_title";')}`,
    driftIgnore: `{ "protectedIndexes": [{ "name": "docs_title", "description": "one document a title" }] }`,
  },
  'names are hostile': {
    made: 'CREATE INDEX "`](x)<b>@all|```" ON "docs" USING hnsw ("embedding" vector_cosine_ops);',
    draft: generated('DROP INDEX "`](x)<b>@all|```";'),
  },
  'the configuration is broken': {
    made: vector,
    draft: generated('DROP INDEX "docs_embedding";'),
    config: '{ "rules": { "drop-protected-index": "loud" } }',
  },
};

async function commentOn({ made, draft, ...rest }: (typeof changes)[string]): Promise<string> {
  const project: MemoryProject = {
    schema: model,
    ...rest,
    migrations: { '20250101000000_init': table, '20250301000000_index': made, '20260301000000_new': draft },
    settled: ['20250101000000_init', '20250301000000_index'],
  };
  const report = await withMakers(await lintMemory(project), {
    broughtIn: (names) =>
      Promise.resolve(
        new Map(
          names
            .filter((name) => name === '20250301000000_index')
            .map((name) => [
              name,
              { commit: '1a2b3c4d5e6f7a8b', author: 'Ann *Author*', date: new Date('2025-03-01T12:00:00Z') },
            ]),
        ),
      ),
  });
  return markdown([report], { cwd: '/p', top: '/p', rules });
}

/** As a reader of the rendered comment sees signs that are written as character references. */
function asRead(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** MIGRATION_GUARD_WRITE_COMMENTS=1 writes the files anew; read what has changed before you commit it. */
describe('the comment for a pull request in which', () => {
  for (const [title, change] of Object.entries(changes)) {
    it(title, async () => {
      const file = path.join(folder, `${title.replaceAll(/[^a-zA-Z]+/g, '-')}.md`);
      const text = asRead(await commentOn(change));
      if (process.env['MIGRATION_GUARD_WRITE_COMMENTS'] === '1') fs.writeFileSync(file, text);
      assert.equal(text, fs.readFileSync(file, 'utf8'));
    });
  }

  it('a name is hostile takes it as nothing but text', async () => {
    const change = changes['names are hostile'];
    assert.ok(change);
    const outside = (await commentOn(change)).replaceAll(/^(`{3,}).*?^\1$/gms, '');
    assert.doesNotMatch(outside, /@all|<b>|\]\(x\)/);
  });
});
