import assert from 'node:assert/strict';
import { readDefinition } from '../../../../src/core/ledger/definition';
import { declarationOf } from '../../../../src/core/protection/declaration-of';
import { fieldOfColumn, findModel } from '../../../../src/core/prisma-schema/find-model';
import { readDeclarations } from '../../../../src/core/prisma-schema/read-declarations';
import { loadGrammar, type Grammar } from '../../../../src/core/sql/grammar';

const schema = [
  {
    file: 'schema.prisma',
    text: `model Note {
  id      String  @id
  body    String? @map("the_body")
  owner   String? @db.VarChar(20)
  count   Int?
  tags    String[]
  data    Json?
  plain   Json?   @db.Json
  xml     String? @db.Xml
  state   State?
  small   Unsupported("vector(600)")?
  large   Unsupported("vector(601)")?
  unsized Unsupported("vector")?
  half    Unsupported("halfvec(1200)")?
  other   Unsupported("public.vector(3)")?
  search  Unsupported("tsvector")?
  @@map("notes")
}`,
  },
];

describe('the declaration that makes Prisma leave an index alone', () => {
  let grammar: Grammar;
  const declare = (sql: string, version = '7.10.0', ...previewFeatures: string[]) => {
    const [table] = readDeclarations(schema).tables;
    const model = table && findModel(schema, table);
    const definition = readDefinition(grammar, sql, []);
    assert.ok(table && model && definition);
    const fieldOf = (column: string) => fieldOfColumn(model, table, column);
    return declarationOf('x', definition, fieldOf, { version, previewFeatures });
  };
  const attribute = (on: string, ...facts: [version?: string, ...features: string[]]): string => {
    const declaration = declare(`CREATE INDEX x ON notes ${on}`, ...facts);
    assert.ok('attribute' in declaration, JSON.stringify(declaration));
    return declaration.attribute;
  };
  const impossible = (on: string, ...facts: [version?: string, ...features: string[]]): string => {
    const declaration = declare(`CREATE INDEX x ON notes ${on}`, ...facts);
    assert.ok('impossible' in declaration, JSON.stringify(declaration));
    return declaration.impossible;
  };

  before(async () => {
    grammar = await loadGrammar();
  });

  it('names fields, not columns, and the index by its name in the database', () => {
    assert.equal(attribute('(the_body DESC, owner)'), '@@index([body(sort: Desc), owner], map: "x")');
    const unique = declare('CREATE UNIQUE INDEX x ON notes (owner)');
    assert.deepEqual(unique, { attribute: '@@unique([owner], map: "x")', price: undefined });
  });

  it('says no operator class of a vector index, and the price of that', () => {
    const declaration = declare('CREATE INDEX x ON notes USING hnsw (small vector_cosine_ops)');
    assert.deepEqual(declaration, {
      attribute: '@@index([small], map: "x")',
      price:
        'A database built from the schema alone (db push, migrate diff --from-empty) gets a plain index of this name, without the access method hnsw, the operator class vector_cosine_ops of small.',
    });
  });

  it('is not given where the plain index in its place could be too small for the values', () => {
    for (const on of ['USING hnsw (large vector_l2_ops)', 'USING ivfflat (unsized)', 'USING rum (search)']) {
      assert.match(impossible(on), /B-tree index, which may be too small/);
    }
    assert.match(impossible('USING bloom (the_body)'), /may be too small for body/);
    assert.equal(attribute('USING hnsw (half halfvec_l2_ops)'), '@@index([half], map: "x")');
    assert.equal(attribute('USING ivfflat (other)'), '@@index([other], map: "x")');
  });

  it('writes operator classes raw, unless Prisma has a name for them', () => {
    assert.equal(
      attribute('USING gin (the_body gin_trgm_ops)'),
      '@@index([body(ops: raw("gin_trgm_ops"))], map: "x", type: Gin)',
    );
    assert.equal(
      attribute('USING gin (data jsonb_path_ops)'),
      '@@index([data(ops: JsonbPathOps)], map: "x", type: Gin)',
    );
    assert.equal(attribute('USING gin (search)'), '@@index([search], map: "x", type: Gin)');
    assert.equal(attribute('USING gin (tags)'), '@@index([tags], map: "x", type: Gin)');
    assert.equal(
      attribute('USING brin (count int4_minmax_multi_ops)'),
      '@@index([count(ops: Int4MinMaxMultiOps)], map: "x", type: Brin)',
    );
    assert.equal(attribute('(the_body text_pattern_ops)'), '@@index([body], map: "x")');
  });

  it('leaves out fields that Prisma would refuse', () => {
    assert.match(
      impossible('USING gist (count, search)'),
      /refuses the field count in an index of type gist/,
    );
    assert.match(impossible('USING gin (data jsonb_path_ops, count)'), /refuses the field count/);
    assert.match(impossible('USING brin (state)'), /refuses the field state/);
    assert.match(impossible('(owner) INCLUDE (xml)'), /type Xml/);
    assert.match(impossible('(gone)'), /no field for the column gone/);
  });

  it('has the columns of INCLUDE as further keys, where that means the same', () => {
    assert.equal(attribute('(owner) INCLUDE (the_body)'), '@@index([owner, body], map: "x")');
    assert.match(impossible('(owner) INCLUDE (plain)'), /plain of INCLUDE cannot be a key/);
    assert.match(impossible('(owner) INCLUDE (small)'), /small of INCLUDE cannot be a key/);
    assert.match(impossible('USING gist (search) INCLUDE (owner)'), /cannot be keys/);
    const unique = declare('CREATE UNIQUE INDEX x ON notes (owner) INCLUDE (count)');
    assert.ok('impossible' in unique);
    assert.match(unique.impossible, /change what is unique/);
  });

  it('has WHERE as PostgreSQL writes it, for simple shapes', () => {
    const where = (predicate: string) =>
      /where: raw\((.*)\)\)$/.exec(attribute(`(count) WHERE ${predicate}`, '7.10.0', 'partialIndexes'))?.[1];
    assert.equal(where('notes.THE_BODY IS NOT NULL'), '"the_body IS NOT NULL"');
    assert.equal(
      where("owner IN ('a', 'b') AND count > -1"),
      `"((owner)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])) AND (count > '-1'::integer)"`,
    );
    assert.equal(where('state <> \'DONE\'::"State"'), `"state <> 'DONE'"`);
    for (const predicate of [
      "the_body LIKE 'a%'",
      'count BETWEEN 1 AND 2',
      "the_body = E'\\\\'",
      'lower(the_body) IS NULL',
      'count = count',
      'other IS NULL OR count > 1.5',
      '3 < count',
      "owner NOT IN ('a', 'b')",
      'owner = current_user',
    ]) {
      assert.match(
        impossible(`(count) WHERE ${predicate}`, '7.10.0', 'partialIndexes'),
        /reprints it/,
        predicate,
      );
    }
  });

  it('has WHERE in no Prisma that would rebuild the index again and again', () => {
    for (const facts of [['7.10.0'], ['7.4.2', 'partialIndexes'], ['7.3.0', 'partialIndexes']] as const) {
      assert.match(impossible('(count) WHERE owner IS NULL', ...facts), /Prisma 7.5 and the preview feature/);
    }
  });

  it('has no expressions, and is known for Prisma 4 to 7 only', () => {
    assert.match(impossible('(lower(the_body))'), /no way to write an expression/);
    assert.match(impossible('(owner)', '3.15.0'), /Prisma 4 to 7/);
    assert.match(impossible('(owner)', '8.0.0'), /Prisma 4 to 7/);
  });
});
