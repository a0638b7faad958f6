import { begin, contents } from './base';
import type { State } from './state';

/** Something that was made by hand in the database, as a statement, and the objects that it makes. */
interface HandMade {
  readonly title: string;
  readonly sql: string;
  readonly makes: readonly string[];
  /** Whether `db update` leaves them alone. */
  readonly stays?: boolean;
}

const all: readonly HandMade[] = [
  {
    title: 'indexes of vectors',
    sql: `CREATE INDEX note_ivfflat ON "Note" USING ivfflat (embedding vector_l2_ops) WITH (lists = 10);
      CREATE INDEX note_hnsw ON "Note" USING hnsw (embedding vector_cosine_ops)`,
    makes: ['index note_hnsw', 'index note_ivfflat'],
  },
  {
    title: 'a trigram index',
    sql: 'CREATE EXTENSION pg_trgm; CREATE INDEX note_trigram ON "Note" USING gin (title gin_trgm_ops)',
    makes: ['index note_trigram'],
  },
  {
    title: 'indexes with INCLUDE and with an order',
    sql: `CREATE INDEX note_including ON "Note" (title) INCLUDE (body);
      CREATE UNIQUE INDEX note_newest ON "Note" (archived DESC NULLS LAST, id)`,
    makes: ['index note_including', 'index note_newest'],
  },
  {
    title: 'partial indexes and those of expressions',
    sql: `CREATE INDEX note_current ON "Note" (title) WHERE archived IS NULL;
      CREATE INDEX note_lower ON "Note" (lower(title))`,
    makes: ['index note_current', 'index note_lower'],
  },
  {
    title: 'a CHECK',
    sql: 'ALTER TABLE "Note" ADD CONSTRAINT note_title_given CHECK (length(title) > 0)',
    makes: ['constraint note_title_given'],
  },
  {
    title: 'a policy and row level security',
    sql: `ALTER TABLE "Note" ENABLE ROW LEVEL SECURITY;
      CREATE POLICY note_all ON "Note" USING (true);
      ALTER TABLE "Author" ENABLE ROW LEVEL SECURITY`,
    makes: ['policy note_all', 'row level security Author', 'row level security Note'],
  },
  {
    title: 'a generated column with an index',
    sql: `ALTER TABLE "Note" ADD COLUMN upper_title text GENERATED ALWAYS AS (upper(title)) STORED;
      CREATE INDEX note_upper ON "Note" (upper_title)`,
    makes: ['column Note.upper_title', 'index note_upper'],
  },
  {
    title: 'a trigger, its function, a view, a sequence and an EXCLUDE constraint',
    sql: `CREATE FUNCTION note_touched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER note_touch BEFORE UPDATE ON "Note" FOR EACH ROW EXECUTE FUNCTION note_touched();
      CREATE VIEW current_notes AS SELECT id, title FROM "Note" WHERE archived IS NULL;
      CREATE SEQUENCE note_numbers;
      ALTER TABLE "Note" ADD CONSTRAINT note_alone EXCLUDE USING btree (title WITH =)`,
    makes: [
      'constraint note_alone',
      'function note_touched',
      'sequence note_numbers',
      'trigger note_touch',
      'view current_notes',
    ],
    stays: true,
  },
];

/** The database has what neither the contract nor a migration knows. */
export const handMade: readonly State[] = all.map(({ title, sql, makes, stays = false }) => ({
  title: `${title}, made by hand in the database`,
  contents,
  make: async (place) => {
    await begin(place);
    await place.sql(sql);
  },
  updateLoses: stays ? [] : makes,
  freshLacks: makes,
}));
