import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DeclaredIndex, DeclaredKey } from '../../../../src/core/prisma-schema/declarations';
import { readDeclarations } from '../../../../src/core/prisma-schema/read-declarations';
import { loadEngine, type OfflineEngine } from '../../../helpers/prisma-engine';
import { indexesInScript } from './script-indexes';
import { head, randomSchema } from './random-schema';

describe('the indexes that the schema reader declares and those that Prisma itself makes', () => {
  let engine: OfflineEngine;
  before(async () => {
    engine = await loadEngine();
  });

  async function compare(schema: string): Promise<void> {
    const made = indexesInScript(await engine.createScript(schema));
    const declared = readDeclarations([{ file: 'schema.prisma', text: schema }]).indexes.filter(
      (index) => !(index.implicit && index.kind === 'unique'), // how Prisma 5 did it
    );
    assert.deepEqual(declared.map(asLine).sort(), made.sort());
  }

  it('are the same for a schema with a bit of everything', async () => {
    await compare(everything);
  });

  it('are the same for CRLF, block comments and text behind a closing brace', async () => {
    await compare(odd);
    await compare(odd.replaceAll('\n', '\r\n'));
    await compare(odd.replaceAll('\n', '\r'));
  });

  it('are the same around the length at which names are cut, in characters of one to four bytes', async () => {
    for (const char of ['a', 'ä', '語', '😀']) {
      for (let bytes = 48; bytes <= 66; bytes++) {
        const name =
          'x'.repeat(bytes % Buffer.byteLength(char)) + char.repeat(bytes / Buffer.byteLength(char));
        await compare(`${head}
model M {
  a Int @id
  b Int @unique
  @@index([b, a])
  @@map("${name}")
}
model N {
  a Int @id
  b Int @unique @map("${name}")
  @@index([b, a])
}
`);
      }
    }
  });

  it('are the same for relation tables with names of any length', async () => {
    for (let length = 1; length <= 70; length++) {
      const relation = `@relation("${'r'.repeat(length)}")`;
      await compare(`${head}
model A {
  id Int @id
  bs B[] ${relation}
}
model B {
  id Int @id
  as A[] ${relation}
}
`);
    }
  });

  it('are the same for every operator class that Prisma has a name for', async () => {
    const lines = operatorClasses.flatMap(({ type, classes, method }, number) => [
      `  f${number} ${type}`,
      ...classes.map(
        (ops) => `  @@index([f${number}(ops: ${ops})], type: ${method}, map: "${number}_${ops}")`,
      ),
    ]);
    await compare(`${head}\nmodel M {\n  id Int @id\n${lines.join('\n')}\n}\n`);
  });

  it('are the same for random schemas', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(randomSchema, async (schema) => {
        try {
          await compare(schema);
        } catch (error) {
          // Two names that are cut to the same one: Prisma refuses the schema.
          if (error instanceof Error && error.message.includes('has to be unique')) return;
          throw error;
        }
        compared++;
      }),
      { numRuns: 150 },
    );
    assert.ok(compared > 75, `only ${compared} of the random schemas were valid`);
  });
});

/** The form in which `indexesInScript` gives them. */
function asLine(index: DeclaredIndex): string {
  const keys = index.keys.map(keyText).join(', ');
  const method = index.method === undefined || index.method === 'btree' ? '' : ` using ${index.method}`;
  // Object filters come out as SQL of Prisma's making, raw ones as they are.
  const where = index.where === undefined ? '' : ` where ${index.where.raw ? index.where.text : '…'}`;
  return `${index.kind} ${index.name} on ${index.schema ?? 'public'}.${index.table}${method} (${keys})${where}`;
}

function keyText({ column, sort, ops }: DeclaredKey): string {
  return column + (ops === undefined ? '' : ` ${ops.name}`) + (sort === undefined ? '' : ` ${sort}`);
}

const numbers = (type: string, prefix: string) => ({
  type,
  classes: ['Bloom', 'MinMax', 'MinMaxMulti'].map((kind) => `${prefix}${kind}Ops`),
  method: 'Brin',
});

const operatorClasses = [
  { type: 'Json', classes: ['JsonbOps', 'JsonbPathOps'], method: 'Gin' },
  { type: 'Int[]', classes: ['ArrayOps'], method: 'Gin' },
  { type: 'String @db.Inet', classes: ['InetOps'], method: 'Gist' },
  { type: 'String', classes: ['TextOps'], method: 'SpGist' },
  { type: 'String', classes: ['TextBloomOps', 'TextMinMaxOps'], method: 'Brin' },
  { type: 'String @db.Char(3)', classes: ['BpcharBloomOps', 'BpcharMinMaxOps'], method: 'Brin' },
  { type: 'String @db.Bit(3)', classes: ['BitMinMaxOps'], method: 'Brin' },
  { type: 'String @db.VarBit(3)', classes: ['VarBitMinMaxOps'], method: 'Brin' },
  { type: 'Bytes', classes: ['ByteaBloomOps', 'ByteaMinMaxOps'], method: 'Brin' },
  { type: 'String @db.Inet', classes: ['InetInclusionOps'], method: 'Brin' },
  numbers('String @db.Inet', 'Inet'),
  numbers('Int @db.SmallInt', 'Int2'),
  numbers('Int', 'Int4'),
  numbers('BigInt', 'Int8'),
  numbers('Float @db.Real', 'Float4'),
  numbers('Float', 'Float8'),
  numbers('Decimal', 'Numeric'),
  numbers('Int @db.Oid', 'Oid'),
  numbers('String @db.Uuid', 'Uuid'),
  numbers('DateTime @db.Date', 'Date'),
  numbers('DateTime @db.Timestamp', 'Timestamp'),
  numbers('DateTime @db.Timestamptz', 'TimestampTz'),
  numbers('DateTime @db.Time', 'Time'),
  numbers('DateTime @db.Timetz', 'TimeTz'),
];

const everything = `generator client {
  provider        = "prisma-client"
  previewFeatures = ["partialIndexes", "views"]
}

datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}

enum Role {
  USER  @map("user")
  ADMIN @map("}")

  @@map("role")
  @@schema("public")
}

/// People, not robots. @@index([role])
model User {
  id        Int      @id(map: "people_pk") @default(autoincrement())
  email     String   @unique @db.VarChar(320)
  handle    String   @unique(map: "people_handle", sort: Desc) @map("user handle")
  role      Role     @default(USER)
  tags      String[] @default(["//", "}", "@unique"])
  settings  Json
  createdAt DateTime @default(now()) @map("created_at") @db.Timestamptz(6)
  deletedAt DateTime? @map(name: "deleted_at")
  embedding Unsupported("vector(3)")?
  posts     Post[]
  liked     Post[]   @relation("likes")
  friends   User[]   @relation("friends")
  friendOf  User[]   @relation("friends")

  @@unique([email, role], name: "what_the_client_says")
  @@unique(fields: [role, createdAt(sort: Desc)], map: "role_and_time", where: raw("deleted_at IS NULL"))
  @@index([createdAt(sort: Desc), id], map: "newest")
  @@index([role], name: "as in Prisma 2")
  @@index([settings(ops: JsonbPathOps)], type: Gin)
  @@index([email(ops: raw("gin_trgm_ops"))], type: Gin, map: "trigrams")
  @@index([handle], type: Hash)
  @@index([createdAt], type: Brin, map: "brin")
  @@index([tags], type: Gin) // not text
  @@index([embedding])
  @@index([email], map: "live", where: { deletedAt: null, email: { not: "nobody" } })
  @@index(deletedAt)
  @@map("people")
  @@schema("public")
}

model Post {
  authorId Int    @map("author_id")
  slug     String
  id       Int    @unique
  text     String @ignore
  author   User   @relation(fields: [authorId], references: [id])
  readers  User[] @relation("likes")
  labels   Label[]

  @@id([id])
  @@unique([authorId, slug])
  @@index([authorId, slug, text])
  @@schema("shop")
}

model Label {
  name  String @id
  posts Post[]

  @@map("größen")
  @@schema("shop")
}

model Old {
  a Int
  b Int

  @@id([a, b], name: "client", map: "old_primary")
  @@ignore
  @@schema("public")
}

view Summary {
  id    Int @unique
  count Int

  @@schema("public")
}
`;

const odd = `${head}
/* a comment
model Ghost {
  id Int @id
} */
/** doc */ model A { // an open brace ends the line
  id  Int @id /* and
  so on */
\tn\u00a0 Int@unique
  /* @@index([id])
} */ größe Int @unique
  model String @unique
  type Int
  @@ index ( [ type , n ] , map : "spaced" ) /* x */
  /// @@index([type])
  @@index(map: "last", fields: [type(sort: Desc)])
} model type {
  id Int @id @map("i\\u0064\\u00e9 \\\\ \\/")
}
`;
