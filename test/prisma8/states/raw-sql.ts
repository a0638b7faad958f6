import type { RawOperation } from '../../helpers/prisma-8/operations';
import { contents, models } from './base';
import type { Place, State } from './state';

const trigram: readonly RawOperation[] = [
  { id: 'extension.pg_trgm', sql: 'CREATE EXTENSION IF NOT EXISTS pg_trgm' },
  { id: 'index.Note.note_trigram', sql: 'CREATE INDEX note_trigram ON "Note" USING gin (body gin_trgm_ops)' },
];
const hnsw: RawOperation = {
  id: 'index.Note.note_hnsw',
  sql: 'CREATE INDEX note_hnsw ON "Note" USING hnsw (embedding vector_cosine_ops)',
};
const check: RawOperation = {
  id: 'check.Note.note_title_given',
  sql: 'ALTER TABLE "Note" ADD CONSTRAINT note_title_given CHECK (length(title) > 0)',
};

/** Migrations whose first has what a person added: two indexes and a CHECK that no contract declares. */
async function beginWithRaw(place: Place): Promise<void> {
  await place.run('contract', 'emit');
  await place.migration('init', [...trigram, hnsw, check]);
  await place.run('db', 'migrate');
}

const raw = ['constraint note_title_given', 'index note_hnsw', 'index note_trigram'];

export const rawSql: readonly State[] = [
  {
    title: 'a migration with indexes and a CHECK in plain SQL',
    contents,
    make: beginWithRaw,
    updateLoses: raw,
    freshLacks: [],
  },
  {
    title: 'a migration that drops the column of an index in plain SQL',
    contents,
    make: async (place) => {
      await beginWithRaw(place);
      await place.emit(models().replace('  body      String\n', ''));
      await place.migration('without_body');
      await place.run('db', 'migrate');
    },
    updateLoses: ['constraint note_title_given', 'index note_hnsw'],
    freshLacks: [],
    migrations: { without_body: { loses: ['index note_trigram'], drops: ['column Note.body'] } },
  },
  {
    title: 'a migration that drops an index in plain SQL by name',
    contents,
    make: async (place) => {
      await beginWithRaw(place);
      await place.emit(models('  pinned    Boolean @default(false)'));
      await place.migration('pinned', [
        { id: 'dropIndex.note_hnsw', sql: 'DROP INDEX note_hnsw', operationClass: 'destructive' },
      ]);
      await place.run('db', 'migrate');
    },
    updateLoses: ['constraint note_title_given', 'index note_trigram'],
    freshLacks: [],
    migrations: { pinned: { loses: ['index note_hnsw'] } },
  },
  {
    title: 'a migration that drops the table of what is in plain SQL',
    contents,
    make: async (place) => {
      await beginWithRaw(place);
      await place.emit(
        'model Author {\n  id    Int    @id @default(autoincrement())\n  email String @unique\n}',
      );
      await place.migration('without_notes');
      await place.run('db', 'migrate');
    },
    updateLoses: [],
    freshLacks: [],
    migrations: {
      without_notes: {
        loses: ['index note_hnsw', 'index note_trigram'],
        drops: [
          'constraint note_title_given', // It says nothing without its table.
          ...['archived', 'authorId', 'body', 'embedding', 'id', 'title'].map(
            (name) => `column Note.${name}`,
          ),
          ...['constraint Note_authorId_fkey', 'constraint Note_pkey', 'index Note_authorId_idx_e47547ed'],
        ],
      },
    },
  },
  {
    title: 'a migration that takes away what is in plain SQL, and is still pending',
    contents,
    make: async (place) => {
      await beginWithRaw(place);
      await place.emit(models().replace('  body      String\n', ''));
      await place.migration('without_body');
    },
    updateLoses: raw,
    updateDrops: ['column Note.body'],
    freshLacks: [],
    freshDrops: ['column Note.body', 'index note_trigram'],
    migrations: { without_body: { loses: ['index note_trigram'], drops: ['column Note.body'] } },
  },
];
