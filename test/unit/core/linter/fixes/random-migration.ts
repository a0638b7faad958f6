import fc from 'fast-check';

const tables = `-- CreateTable
CREATE TABLE "notes" ("id" TEXT NOT NULL, "body" TEXT, "owner" TEXT, "at" INTEGER, "embedding" vector(384));

-- CreateTable
CREATE TABLE "tags" ("id" TEXT NOT NULL, "name" TEXT);

-- CreateIndex
CREATE INDEX "plain" ON "notes"("owner");

-- CreateIndex
CREATE INDEX "plain_too" ON "tags"("name");
`;

/** Indexes made by hand: their statement, and how Prisma would make one of the same name. */
const byHand: Readonly<Record<string, { readonly made: string; readonly weaker: string }>> = {
  embedding_hnsw: {
    made: 'CREATE INDEX embedding_hnsw ON notes USING hnsw (embedding vector_cosine_ops) WITH (m = 16)',
    weaker: 'CREATE INDEX "embedding_hnsw" ON "notes"("embedding")',
  },
  notes_owner_live: {
    made: 'CREATE UNIQUE INDEX notes_owner_live ON notes (owner) WHERE at IS NULL',
    weaker: 'CREATE UNIQUE INDEX "notes_owner_live" ON "notes"("owner")',
  },
  'Notes "lower"': {
    made: 'CREATE INDEX "Notes ""lower""" ON notes (lower(body), at)',
    weaker: 'CREATE INDEX "Notes ""lower""" ON "notes"("body", "at")',
  },
  tags_name_trgm: {
    made: 'CREATE INDEX tags_name_trgm ON tags USING gist (name gist_trgm_ops(siglen=32))',
    weaker: 'CREATE INDEX "tags_name_trgm" ON "tags" USING GIST ("name" gist_trgm_ops)',
  },
  'été 😀': {
    made: 'CREATE INDEX "été 😀" ON tags (name) INCLUDE (id)',
    weaker: 'CREATE INDEX "été 😀" ON "tags"("name")',
  },
  notes_at: {
    made: 'CREATE INDEX notes_at ON notes (at)',
    weaker: 'CREATE INDEX "notes_at" ON "notes"("at", "id")',
  },
};

export const handMade = Object.keys(byHand);

/** The history in which these are made. */
export function historyOf(names: readonly string[]): string[] {
  return [tables, ...names.map((name) => `${byHand[name]?.made};\n`)];
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const anyName = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...handMade) },
  { weight: 1, arbitrary: fc.constantFrom('plain', 'plain_too', 'nobody') },
);
const written = anyName.chain((name) => fc.constantFrom(quote(name), quote(name), `"public".${quote(name)}`));

const dropWords = fc.constantFrom('DROP INDEX', 'DROP INDEX', 'DROP INDEX IF EXISTS', 'drop index /* x; */');
const comma = fc.constantFrom(', ', ',\n  ', ' /* , */ , ', ', -- one\n  ');
const behind = fc.constantFrom(';', ';', ';', ' ;', ' -- last\n;', '; -- not used', '; /* x */');

const drop = fc
  .tuple(dropWords, fc.array(fc.tuple(written, comma), { minLength: 1, maxLength: 3 }), behind)
  .map(([words, names, end]) => {
    const list = names.map(([name, between], at) => (at < names.length - 1 ? name + between : name));
    return `${words} ${list.join('')}${end}`;
  });

const generatedDrop = fc
  .array(drop, { minLength: 1, maxLength: 3 })
  .map((drops) => `-- DropIndex\n${drops.join('\n')}`);

const harmless = fc.constantFrom(
  '-- AlterTable\nALTER TABLE "notes" ADD COLUMN "tag" TEXT;',
  "INSERT INTO tags VALUES ('DROP INDEX \"notes_at\";', E'\\';');",
  '-- DROP INDEX "notes_at";\nSELECT 1;',
  'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN DROP INDEX notes_at; END $f$;',
  'CREATE OR REPLACE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END;',
  'UPDATE "notes" SET "at" = 1 WHERE "body" = $$;$$;',
  '/* what follows is new */',
  '-- CreateIndex\nCREATE INDEX "fresh" ON "notes"("body");',
);

const again = fc
  .tuple(
    fc.constantFrom(...handMade),
    fc.constantFrom('weaker', 'made'),
    fc.constantFrom('', harmlessBetween()),
  )
  .chain(([name, how, between]) =>
    fc.constantFrom('-- CreateIndex\n', '').map((heading) => {
      const sql = byHand[name]?.[how === 'made' ? 'made' : 'weaker'];
      return `-- DropIndex\nDROP INDEX ${quote(name)};\n\n${between}${heading}${sql};`;
    }),
  );

function harmlessBetween(): string {
  return '-- AlterTable\nALTER TABLE "tags" ADD COLUMN "colour" TEXT;\n\n';
}

const duplicate = fc.constantFrom(...handMade).map((name) => `-- CreateIndex\n${byHand[name]?.weaker};`);

const deliberate = drop.map((statement) => `-- no longer needed\n${statement}`);

const inside = anyName.chain((name) =>
  fc.constantFrom(
    `DO $$ BEGIN IF true THEN DROP INDEX ${quote(name)}; END IF; END $$;`,
    `DO $$\nBEGIN\n  DROP INDEX ${quote(name)}; -- gone\nEND\n$$;`,
    `DO $do$ BEGIN EXECUTE 'DROP INDEX ${quote(name).replaceAll("'", "''")}'; END $do$;`,
  ),
);

const taking = fc.constantFrom(
  '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "at";',
  '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "embedding", ADD COLUMN "embedding" vector(768);',
  '-- DropTable\nDROP TABLE "tags";',
  '-- RenameIndex\nALTER INDEX "notes_at" RENAME TO "notes_at_idx";',
  '-- AlterTable\nALTER TABLE "notes" ALTER COLUMN "at" TYPE BIGINT;',
);

const part = fc.oneof(
  { weight: 5, arbitrary: generatedDrop },
  { weight: 4, arbitrary: harmless },
  { weight: 3, arbitrary: again },
  { weight: 1, arbitrary: duplicate },
  { weight: 1, arbitrary: deliberate },
  { weight: 1, arbitrary: inside },
  { weight: 1, arbitrary: taking },
);

/** A migration with drops of every kind between harmless statements. */
export const migration = fc
  .tuple(
    fc.array(fc.tuple(part, fc.constantFrom('\n\n', '\n\n', '\n', '\n-- remark\n')), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.constantFrom('\n', '', 'unterminated'),
    fc.boolean(),
  )
  .map(([parts, end, crlf]) => {
    let text = parts
      .map((pair) => pair.join(''))
      .join('')
      .trimEnd();
    if (end === 'unterminated') text = text.replace(/;$/, '');
    else text += end;
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });
