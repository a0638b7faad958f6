import assert from 'node:assert/strict';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { predict } from '../../../src/workflows/predict';
import { asLine, sourceOf } from '../../helpers/lint-migration';
import { databases } from './databases';
import { openMigrate, type Migrate, type Version } from './engines';

/** A column of the table: a Prisma whose engine can be run. */
interface Prisma {
  readonly version: Version;
  readonly previewFeatures: readonly string[];
}

const prismas = {
  '6.19': { version: '6.19.3', previewFeatures: [] },
  '7.3': { version: '7.3.0', previewFeatures: [] },
  '7.4': { version: '7.4.2', previewFeatures: [] },
  '7.5': { version: '7.5.0', previewFeatures: [] },
  '7.10': { version: '7.10.0', previewFeatures: [] },
  '7.10 with partialIndexes': { version: '7.10.0', previewFeatures: ['partialIndexes'] },
} as const satisfies Readonly<Record<string, Prisma>>;

export type Column = keyof typeof prismas;

/** What Prisma writes, each statement on one line, and what is predicted of it. */
interface Cell {
  readonly writes: readonly string[];
  readonly predicts: readonly string[];
}

/** Something in the database that schema.prisma does not show, or not whole. */
interface Row {
  readonly object: string;
  /** SQL behind `notes (id TEXT PRIMARY KEY, body TEXT, owner TEXT)`. */
  readonly make: string;
  /** More lines of the model. */
  readonly declared?: string;
  /** What every Prisma does that `but` does not name. */
  readonly usually: Cell;
  readonly but?: Partial<Record<Column, Cell>>;
}

const nothing: Cell = { writes: [], predicts: [] };

const dropOf = (index: string, predicted: string): Cell => ({
  writes: [`DROP INDEX "${index}";`],
  predicts: [`error drop-protected-index: Drops ${index}, ${predicted}`],
});

const partial = 'CREATE INDEX notes_owner_idx ON notes (owner) WHERE body IS NOT NULL;';
const rows: readonly Row[] = [
  {
    object: 'an ivfflat index',
    make: 'ALTER TABLE notes ADD e vector(3);\nCREATE INDEX notes_e ON notes USING ivfflat (e vector_l2_ops);',
    declared: 'e Unsupported("vector(3)")?',
    usually: dropOf('notes_e', 'an ivfflat index on notes.e that Prisma cannot see.'),
  },
  {
    object: 'a plain index made by hand',
    make: 'CREATE INDEX notes_owner ON notes (owner);',
    usually: dropOf('notes_owner', 'an index on notes.owner that schema.prisma does not declare.'),
  },
  {
    object: 'a partial index',
    make: partial,
    usually: nothing,
    but: {
      '7.4': dropOf('notes_owner_idx', 'a partial index on notes.owner that Prisma cannot see.'),
      '7.10 with partialIndexes': dropOf(
        'notes_owner_idx',
        'a partial index on notes.owner that schema.prisma does not declare.',
      ),
    },
  },
  {
    object: 'a partial index whose name is declared without WHERE',
    make: partial,
    declared: '@@index([owner], map: "notes_owner_idx")',
    usually: nothing,
    but: {
      '6.19': {
        writes: ['CREATE INDEX "notes_owner_idx" ON "notes"("owner");'],
        predicts: [
          'error duplicate-protected-index: Creates notes_owner_idx, which exists already as a partial index on notes.owner: PostgreSQL refuses the statement.',
        ],
      },
      '7.3': {
        writes: ['CREATE INDEX "notes_owner_idx" ON "notes"("owner");'],
        predicts: [
          'error duplicate-protected-index: Creates notes_owner_idx, which exists already as a partial index on notes.owner: PostgreSQL refuses the statement.',
        ],
      },
      '7.4': {
        writes: ['DROP INDEX "notes_owner_idx";', 'CREATE INDEX "notes_owner_idx" ON "notes"("owner");'],
        predicts: [
          'error weaken-protected-index: Makes notes_owner_idx again without its WHERE clause: it is a partial index on notes.owner.',
        ],
      },
      '7.10 with partialIndexes': {
        writes: ['DROP INDEX "notes_owner_idx";', 'CREATE INDEX "notes_owner_idx" ON "notes"("owner");'],
        // It can be declared whole, so the schema means what it says.
        predicts: [],
      },
    },
  },
  {
    object: 'an expression index',
    make: 'CREATE INDEX notes_lower ON notes (lower(owner));',
    usually: nothing,
  },
  {
    object: 'an expression index whose name is declared plainly',
    make: 'CREATE INDEX notes_lower ON notes (lower(owner));',
    declared: '@@index([owner], map: "notes_lower")',
    usually: {
      writes: ['CREATE INDEX "notes_lower" ON "notes"("owner");'],
      predicts: [
        'error duplicate-protected-index: Creates notes_lower, which exists already as an expression index on notes (owner): PostgreSQL refuses the statement.',
      ],
    },
  },
  {
    object: 'a generated column',
    make: "ALTER TABLE notes ADD words tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED;",
    declared: 'words Unsupported("tsvector")?',
    usually: {
      writes: ['ALTER TABLE "notes" ALTER COLUMN "words" DROP DEFAULT;'],
      predicts: [
        'error drop-generated-default: Drops the default of notes.words, which is a generated column: PostgreSQL refuses.',
      ],
    },
  },
  {
    object: 'a default from a free sequence',
    make: "CREATE SEQUENCE tickets;\nALTER TABLE notes ADD ticket INTEGER NOT NULL DEFAULT nextval('tickets');",
    declared: 'ticket Int',
    usually: {
      writes: ['ALTER TABLE "notes" ALTER COLUMN "ticket" DROP DEFAULT;', 'DROP SEQUENCE "tickets";'],
      predicts: [
        'error drop-generated-default: Drops the sequence tickets, which was made by hand, and with it its current number.',
      ],
    },
  },
  {
    object: 'a deferrable UNIQUE constraint',
    make: 'ALTER TABLE notes ADD CONSTRAINT notes_owner_once UNIQUE (owner) DEFERRABLE;',
    usually: {
      writes: ['DROP INDEX "notes_owner_once";'],
      predicts: [
        'error drop-protected-index: Drops notes_owner_once, a unique constraint on notes.owner that schema.prisma does not declare. PostgreSQL refuses: cannot drop index notes_owner_once because constraint notes_owner_once on table notes requires it.',
      ],
    },
  },
  {
    object: 'a CHECK constraint',
    make: "ALTER TABLE notes ADD CONSTRAINT notes_body CHECK (body <> '');",
    usually: nothing,
  },
  {
    object: 'an EXCLUDE constraint',
    make: 'ALTER TABLE notes ADD CONSTRAINT notes_apart EXCLUDE USING gist (owner WITH =);',
    usually: nothing,
  },
  {
    object: 'a function and a trigger',
    make: `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER notes_touch BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch();`,
    usually: nothing,
  },
  {
    object: 'a view, and a materialized one with an index',
    make: `CREATE VIEW owners AS SELECT DISTINCT owner FROM notes;
CREATE MATERIALIZED VIEW bodies AS SELECT body FROM notes;
CREATE INDEX bodies_body ON bodies (body);`,
    usually: nothing,
  },
  {
    object: 'row level security',
    make: 'ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\nCREATE POLICY mine ON notes USING (owner = current_user);',
    usually: nothing,
  },
];

const table =
  'CREATE EXTENSION vector;\nCREATE EXTENSION btree_gist;\nCREATE TABLE notes (id TEXT NOT NULL, body TEXT, owner TEXT, CONSTRAINT notes_pkey PRIMARY KEY (id));\n';

function modelOf({ declared = '' }: Row): string {
  return `model notes {\n  id String @id\n  body String?\n  owner String?\n  ${declared}\n}\n`;
}

/** The statements without headings, each on one line. */
function statementsOf(script: string): string[] {
  return script
    .replace(/^--.*\n/gm, '')
    .split(/(?<=;)\n/)
    .map((statement) => statement.replace(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '');
}

/** Registers one test a row. */
export function testColumn(name: Column): void {
  const prisma: Prisma = prismas[name];
  describe(`What Prisma ${name} would do about`, () => {
    let migrate: Migrate;

    before(async () => {
      migrate = await openMigrate(prisma.version, prisma.previewFeatures, databases());
    });

    for (const row of rows) {
      const { writes, predicts } = row.but?.[name] ?? row.usually;

      it(`${row.object}: ${writes.length === 0 ? 'nothing' : writes.join(' ')}`, async () => {
        const migration = `${table}${row.make}\n`;
        const sql = await migrate.next({ migration, models: modelOf(row) });
        assert.deepEqual(statementsOf(sql), writes);
        const generator = `generator client {\n  provider = "prisma-client"\n  previewFeatures = ${JSON.stringify(prisma.previewFeatures)}\n}\n`;
        const source = sourceOf({
          migrations: { '20260101000000_notes': migration },
          schema: generator + modelOf(row),
        });
        const prediction = await predict(
          await ReplayedProject.open(
            { ...source, prisma: { version: prisma.version, source: 'installed' } },
            loadGrammar,
          ),
          { command: 'migrate dev', from: 'history', sql },
        );
        assert.deepEqual(
          prediction.findings.map(({ finding }) => asLine(finding)),
          predicts,
        );
        for (const { message, location } of prediction.findings) {
          assert.match(message, /^The next migrate dev would /);
          assert.equal(location?.model, /sequence/.test(message) ? undefined : 'notes');
        }
      });
    }
  });
}
