import assert from 'node:assert/strict';
import { readDefinition } from '../../../src/core/ledger/definition';
import { declarationOf } from '../../../src/core/protection/declaration-of';
import { fieldOfColumn, findModel } from '../../../src/core/prisma-schema/find-model';
import { readDeclarations } from '../../../src/core/prisma-schema/read-declarations';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { databases } from './databases';
import { openMigrate } from './engines';

const predicates = [
  'a IS NULL',
  'a IS NOT NULL',
  '"someName" IS NULL',
  '"order" IS NOT NULL',
  '"with space" IS NULL',
  'dec IS NOT NULL',
  'active',
  'NOT active',
  'active = true',
  'active <> FALSE',
  'active IS TRUE',
  'active IS NOT FALSE',
  "a = 'x'",
  "a <> ''",
  "a != 'it''s'",
  "a >= 'b' AND a < 'c'",
  "a = 'a::b'",
  "a = 'x'::text",
  'a = \'say "x"\'',
  "v = 'x'",
  "v <> ''",
  "(v)::text = 'x'::text",
  'n > 3',
  'n = 0',
  'n <= -1',
  'small > 3',
  'big > 3',
  'big < -2',
  "state = 'OPEN'",
  `state <> 'DONE'::"State"`,
  "a IN ('x', 'y')",
  "a IN ('x')",
  "v IN ('x', 'y')",
  'n IN (1, 2, -3)',
  'a IS NULL AND n > 0 AND active',
  'a IS NULL AND (n > 0 AND active)',
  'a IS NULL OR n > 0',
  'a IS NULL OR n > 0 AND active',
  '(a IS NULL AND n > 0) OR (a IS NULL AND n < 0)',
  'NOT (active AND n > 1)',
  'NOT (a IS NULL)',
  'NOT active AND (NOT (n > 1 OR a IS NULL))',
  '((a IS NULL))',
  'A IS NULL',
];

const methods = [
  'brin (a text_bloom_ops)',
  'brin (v text_minmax_ops)',
  'brin (c bpchar_bloom_ops)',
  'brin (small int2_minmax_multi_ops)',
  'brin (n int4_minmax_multi_ops)',
  'brin (big int8_bloom_ops)',
  'brin (dec numeric_minmax_multi_ops)',
  'brin (fl float8_bloom_ops)',
  'brin (re float4_minmax_ops)',
  'brin (bytes bytea_bloom_ops)',
  'brin (bits bit_minmax_ops)',
  'brin (vbits varbit_minmax_ops)',
  'brin (u uuid_minmax_multi_ops)',
  'brin (ip inet_inclusion_ops)',
  'brin (ip inet_minmax_multi_ops)',
  'brin (day date_minmax_multi_ops)',
  'brin (at timestamp_bloom_ops)',
  'brin (atz timestamptz_minmax_multi_ops)',
  'brin (tod time_bloom_ops)',
  'brin (todz timetz_minmax_ops)',
  'brin (o oid_bloom_ops)',
  'brin (a, v, c, small, n, big, dec, fl, re, bytes, bits, vbits, u, ip, day, at, atz, tod, todz, o)',
  'gin (arr array_ops)',
  'gin (j jsonb_ops)',
  'gin (nums)',
  'spgist (v)',
  'spgist (a text_ops)',
  'spgist (ip inet_ops)',
  'btree ("someName" DESC, "with space")',
];

interface Case {
  readonly index: string;
  readonly table: string;
  readonly make: string;
}

const cases: readonly Case[] = [
  ...predicates.map((predicate) => `(a) WHERE ${predicate}`),
  ...methods.map((method) => `USING ${method}`),
].map((on, number) => {
  // A name that takes care in SQL and in a schema.
  const index = `by "hand" \\ ${number}`;
  const table = `t_${number}`;
  return { index, table, make: `CREATE INDEX "${index.replaceAll('"', '""')}" ON "${table}" ${on};\n` };
});

const tableFor = ({ table, make }: Case): string => `CREATE TABLE "${table}" (
  "id" TEXT PRIMARY KEY, "a" TEXT, "someName" TEXT, "order" TEXT, "with space" TEXT, "v" VARCHAR(20), "c" CHAR(3),
  "state" "State", "active" BOOLEAN, "small" SMALLINT, "n" INTEGER, "big" BIGINT, "dec" DECIMAL(65,30),
  "fl" DOUBLE PRECISION, "re" REAL, "bytes" BYTEA, "bits" BIT(8), "vbits" VARBIT, "u" UUID, "ip" INET, "day" DATE,
  "at" TIMESTAMP(3), "atz" TIMESTAMPTZ(6), "tod" TIME(6), "todz" TIMETZ(6), "o" OID, "j" JSONB, "arr" TEXT[],
  "nums" INTEGER[]
);
${make}`;

const modelFor = ({ table }: Case, attribute: string): string => `model ${table} {
  id       String @id
  a        String?
  someName String?
  order    String?
  spaced   String? @map("with space")
  v        String? @db.VarChar(20)
  c        String? @db.Char(3)
  state    State?
  active   Boolean?
  small    Int? @db.SmallInt
  n        Int?
  big      BigInt?
  dec      Decimal?
  fl       Float?
  re       Float? @db.Real
  bytes    Bytes?
  bits     String? @db.Bit(8)
  vbits    String? @db.VarBit
  u        String? @db.Uuid
  ip       String? @db.Inet
  day      DateTime? @db.Date
  at       DateTime?
  atz      DateTime? @db.Timestamptz(6)
  tod      DateTime? @db.Time(6)
  todz     DateTime? @db.Timetz(6)
  o        Int? @db.Oid
  j        Json?
  arr      String[]
  nums     Int[]

  ${attribute}
}
`;

/** Registers one test an index. */
export function testDeclarations(version: '7.5.0' | '7.10.0'): void {
  describe(`Declarations for Prisma ${version} with partialIndexes`, () => {
    let written: string;

    before(async () => {
      const grammar = await loadGrammar();
      const prisma = { version, previewFeatures: ['partialIndexes'] };
      const models = cases.map((one) => {
        const schema = [{ file: 'schema.prisma', text: modelFor(one, '') }];
        const [table] = readDeclarations(schema).tables;
        const model = table && findModel(schema, table);
        const definition = readDefinition(grammar, one.make, []);
        assert.ok(table && model && definition, one.make);
        const fieldOf = (column: string) => fieldOfColumn(model, table, column);
        const declaration = declarationOf(one.index, definition, fieldOf, prisma);
        assert.ok('attribute' in declaration, one.make + JSON.stringify(declaration));
        return modelFor(one, declaration.attribute);
      });
      const states = 'enum State {\n  OPEN\n  DONE\n}\n';
      const migrate = await openMigrate(version, prisma.previewFeatures, databases());
      written = await migrate.next({
        migration: `CREATE TYPE "State" AS ENUM ('OPEN', 'DONE');\n${cases.map(tableFor).join('')}`,
        models: states + models.join('\n'),
      });
    });

    for (const { make, table } of cases) {
      it(`leave alone ${make.replace(/^.* ON "\w+" /, '').trim()}`, () => {
        const statements = written.split(/\n\n(?=-- )/).filter((text) => text.includes(`"${table}"`));
        assert.deepEqual(statements, []);
      });
    }

    it('leave nothing else to write', () => {
      assert.equal(written, '');
    });
  });
}
