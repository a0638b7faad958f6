import { createHash } from 'node:crypto';

/** A migration that a person could have written as rawSql. */
interface RawMigration {
  readonly name: string;
  readonly from: string | null;
  readonly to: string;
  readonly sql: readonly string[];
}

/** `00…0a` for `a`: hashes of contracts are told apart by their last character. */
export function contractHash(letter: string): string {
  return letter.padStart(64, '0');
}

/** The three files of a migration, as Prisma 8 lays them out, with a right hash. */
export function prisma8Migration({ name, from, to, sql }: RawMigration, app = 'migrations/app'): Files {
  const operations = sql.map((statement, at) => ({
    id: `raw.${at}`,
    label: `Statement ${at}`,
    operationClass: 'additive',
    target: { id: 'postgres' },
    precheck: [],
    execute: [{ description: 'run it', sql: statement, params: [] }],
    postcheck: [],
  }));
  const facts = { from, to, providedInvariants: [], createdAt: `2026-01-01T00:00:00.${name.length}Z` };
  const migrationHash = hash(canonical([facts, operations].map((part) => hash(canonical(part)))));
  const folder = `${app}/${name}`;
  return {
    [`${folder}/migration.json`]: JSON.stringify({ ...facts, migrationHash }, null, 2),
    [`${folder}/ops.json`]: JSON.stringify(operations, null, 2),
    [`${folder}/migration.ts`]: `import { Migration, rawSql } from '@prisma/orm-postgres/migration';\n`,
  };
}

type Files = Readonly<Record<string, string>>;

/** A config and a contract of Prisma 8, below which there are no migrations yet. */
export const prisma8Config: Files = {
  'package.json': JSON.stringify({ dependencies: { '@prisma/orm-postgres': '8.0.0-rc.13' } }),
  'prisma.config.ts': [
    "import { definePrismaConfig } from 'prisma/config';",
    "import { defineConfig } from '@prisma/orm-postgres/config';",
    "export default definePrismaConfig({ orm: defineConfig({ contract: './src/prisma/contract.prisma' }) });",
    '',
  ].join('\n'),
  'src/prisma/contract.prisma': '// use prisma-8\n\nmodel Note {\n  id   Int    @id\n  body String\n}\n',
};

/** The same with one migration, which makes a table and an index that the contract does not declare. */
export const smallPrisma8: Files = {
  ...prisma8Config,
  ...prisma8Migration({
    ...{ name: '20260101T0000_init', from: null, to: contractHash('a') },
    sql: [
      'CREATE TABLE "Note" ("id" int4 NOT NULL, "body" text NOT NULL, PRIMARY KEY ("id"))',
      'CREATE INDEX "note_body_trgm" ON "Note" USING gin ("body" gin_trgm_ops)',
    ],
  }),
};

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with the keys of each object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
