import fs from 'node:fs';
import { applyMigrations } from '../../helpers/applied-migrations';
import { contractFile } from '../../helpers/prisma-8/project';
import { begin, contents } from './base';
import type { Place, State } from './state';

const typescript = `import { defineContract } from '@prisma/orm-postgres/contract-builder';
import sqlFamily from '@prisma/orm-postgres/family';
import postgresPack from '@prisma/orm-postgres/target';

export const contract = defineContract(
  { family: sqlFamily, target: postgresPack },
  ({ field, model }) => ({
    models: {
      Note: model('Note', {
        fields: { id: field.id.uuidv7String(), title: field.text() },
      }).sql(({ cols, constraints }) => ({
        table: 'note',
        indexes: [constraints.index([cols.title], { name: 'note_title' })],
      })),
    },
  }),
);
`;

const schema = `datasource db {
  provider = "postgresql"
}

model Note {
  id        Int                        @id @default(autoincrement())
  title     String
  archived  DateTime?
  embedding Unsupported("vector(3)")?

  @@index([title])
}
`;

const old = '20250101000000_init';

const legacy = `CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE "Note" (
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "archived" TIMESTAMP(3),
    "embedding" vector(3),

    CONSTRAINT "Note_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Note_title_idx" ON "Note"("title");
CREATE INDEX "note_hnsw" ON "Note" USING hnsw ("embedding" vector_cosine_ops);
CREATE INDEX "note_trigram" ON "Note" USING gin ("title" gin_trgm_ops);
CREATE INDEX "note_current" ON "Note" ("title") WHERE "archived" IS NULL;
CREATE INDEX "note_including" ON "Note" ("title") INCLUDE ("archived");
CREATE INDEX "note_newest" ON "Note" ("archived" DESC NULLS LAST);
ALTER TABLE "Note" ADD CONSTRAINT "note_title_given" CHECK (length("title") > 0);
CREATE VIEW "current_notes" AS SELECT "id", "title" FROM "Note" WHERE "archived" IS NULL;
`;

const withoutTrigram = legacy.replace(/^.*gin_trgm_ops.*\n/m, '');

const ofPrisma7 = {
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  [`prisma/migrations/${old}/migration.sql`]: withoutTrigram,
};

/** What a person makes of what `contract infer` wrote, so that `contract emit` takes it. */
async function inferred(place: Place): Promise<void> {
  await place.run('contract', 'infer');
  const text = fs.readFileSync(place.at(contractFile), 'utf8');
  const edited = text
    .replace('Unsupported("vector(3)")', 'pgvector.Vector(length: 3)')
    .replace(/^.*type: "hnsw".*\n/m, '');
  place.write({ [contractFile]: edited });
  await place.run('contract', 'emit');
  await place.run('db', 'sign');
  await place.migration('baseline');
}

/** Loses its INCLUDE and its sort order: what is declared has the name, and is another index. */
const declaredOtherwise = ['index note_including', 'index note_newest'];

export const origins: readonly State[] = [
  {
    title: 'a contract in TypeScript',
    contents: {
      source: 'src/prisma/contract.ts',
      files: { 'src/prisma/contract.ts': typescript },
    },
    make: async (place) => {
      await begin(place);
      await place.sql('CREATE INDEX note_lower ON note (lower(title))');
    },
    updateLoses: ['index note_lower'],
    freshLacks: ['index note_lower'],
  },
  {
    title: 'a database that was adopted by contract infer and db sign',
    contents,
    make: async (place) => {
      await place.sql(legacy);
      await inferred(place);
    },
    updateLoses: ['index note_hnsw'],
    freshLacks: undefined, // The baseline has the trigram index without its operator class, and fails there.
  },
  {
    title: 'after a history of Prisma 7, which is still there',
    contents: { ...contents, files: ofPrisma7 },
    make: async (place) => {
      await applyMigrations(place.url, { [old]: withoutTrigram });
      await inferred(place);
    },
    updateLoses: ['index note_hnsw'],
    freshLacks: [...declaredOtherwise, 'index note_hnsw', 'view current_notes'],
  },
  {
    title: 'beside a project of Prisma 7',
    contents: {
      ...contents,
      files: Object.fromEntries(Object.entries(ofPrisma7).map(([file, text]) => [`old/${file}`, text])),
    },
    make: async (place) => {
      await begin(place);
      await place.sql('CREATE INDEX note_title ON "Note" (title)');
    },
    updateLoses: ['index note_title'],
    freshLacks: ['index note_title'],
  },
];
