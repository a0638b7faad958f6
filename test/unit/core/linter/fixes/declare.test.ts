import assert from 'node:assert/strict';
import { applyEdits } from '../../../../../src/core/edits';
import { readDeclarations } from '../../../../../src/core/prisma-schema/read-declarations';
import { findDeclared } from '../../../../../src/core/prisma-schema/find-declared';
import type { Fix } from '../../../../../src/core/linter/findings/finding';
import { lintProject } from '../../../../../src/workflows/lint';
import type { LintSource } from '../../../../../src/workflows/lint-source';

const history = `CREATE TABLE "notes" ("id" TEXT NOT NULL, "body" TEXT, "embedding" vector(384), "large" vector(1536));
CREATE INDEX "notes_embedding" ON "notes" USING hnsw ("embedding" vector_l2_ops);
CREATE INDEX "notes_large" ON "notes" USING hnsw ("large" vector_l2_ops);
CREATE INDEX "notes_body" ON "notes" USING gin ("body" gin_trgm_ops);
ALTER TABLE "notes" ADD CONSTRAINT "notes_rule" UNIQUE ("body");
`;

const model = `model Note {
  id        String @id
  body      String?
  embedding Unsupported("vector(384)")?
  large     Unsupported("vector(1536)")?

  @@map("notes")
}
`;

type Schema = Readonly<Record<string, string>>;

function sourceOf(migration: string, schema: Schema): LintSource {
  return {
    root: '.',
    migrations: [
      { name: '1_init', file: '1_init/migration.sql', text: history },
      { name: '2_next', file: '2_next/migration.sql', text: migration },
    ],
    schema: Object.entries(schema).map(([file, text]) => ({ file, text })),
    driftIgnore: undefined,
    driftIgnoreFile: 'drift-ignore.json',
    config: undefined,
    prisma: { version: '7.10.0', source: 'installed' },
    lockProvider: 'postgresql',
    history: undefined,
  };
}

async function fixFor(migration: string, schema: Schema): Promise<Fix | undefined> {
  const { findings } = await lintProject(sourceOf(migration, schema));
  return findings.flatMap(({ fixes }) => fixes).find(({ kind }) => kind === 'declare');
}

const drop = (index: string): string => `-- DropIndex\nDROP INDEX "${index}";\n`;

/** The schema after the fix; the edits of other files are left out. */
function applied(fix: Fix | undefined, schema: Schema): Schema {
  assert.ok(fix);
  return Object.fromEntries(
    Object.entries(schema).map(([file, text]) => [
      file,
      applyEdits(text, fix.edits.find((edits) => edits.file === file)?.edits ?? []),
    ]),
  );
}

async function declared(text: string, index = 'notes_embedding'): Promise<string> {
  const schema = { 'schema.prisma': text };
  const after = applied(await fixFor(drop(index), schema), schema)['schema.prisma'] ?? '';
  const found = findDeclared(readDeclarations([{ file: 'schema.prisma', text: after }]), index);
  assert.equal(found?.table, 'notes');
  return after;
}

describe('the fix that declares an index', () => {
  it('adds a line to the model, and the schema then declares the index', async () => {
    assert.equal(
      await declared(model),
      model.replace('@@map("notes")\n', '@@map("notes")\n  @@index([embedding], map: "notes_embedding")\n'),
    );
  });

  it('keeps the index in the migration too: declared and dropped, Prisma would make a plain one', async () => {
    const fix = await fixFor(drop('notes_embedding'), { 'schema.prisma': model });
    const [migration] = fix?.edits ?? [];
    assert.equal(migration?.file, '2_next/migration.sql');
    assert.equal(
      applyEdits(drop('notes_embedding'), migration.edits),
      '-- migration-guard: kept notes_embedding, which schema.prisma now declares\n',
    );
  });

  it('leaves nothing to report', async () => {
    const schema = { 'schema.prisma': model };
    const fix = await fixFor(drop('notes_body'), schema);
    const text = applyEdits(drop('notes_body'), fix?.edits[0]?.edits ?? []);
    const { findings } = await lintProject(sourceOf(text, applied(fix, schema)));
    assert.deepEqual(findings, []);
  });

  it('is never preferred, and its title says the price where there is one', async () => {
    const plain = await fixFor(drop('notes_embedding'), { 'schema.prisma': model });
    assert.equal(plain?.preferred, false);
    assert.equal(
      plain.title,
      'Declare notes_embedding in schema.prisma and keep it (db push makes a plain index)',
    );
    const whole = await fixFor(drop('notes_body'), { 'schema.prisma': model });
    assert.equal(whole?.title, 'Declare notes_body in schema.prisma and keep it');
    const constraint = await fixFor(drop('notes_rule'), { 'schema.prisma': model });
    assert.match(constraint?.title ?? '', /makes a plain index/);
  });

  it('keeps CRLF, and the indentation that the model has', async () => {
    const windows = model.replaceAll('  ', '\t').replaceAll('\n', '\r\n');
    assert.equal(
      await declared(windows),
      windows.replace(
        '@@map("notes")\r\n',
        '@@map("notes")\r\n\t@@index([embedding], map: "notes_embedding")\r\n',
      ),
    );
  });

  it('puts a blank line between the fields and the first attribute', async () => {
    const bare =
      'model notes {\n    id String @id\n    embedding Unsupported("vector(384)")? // found by it\n}\n';
    assert.equal(
      await declared(bare),
      bare.replace('}\n', '\n    @@index([embedding], map: "notes_embedding")\n}\n'),
    );
    const spaced = bare.replace('}\n', '\n}\n');
    assert.equal(
      await declared(spaced),
      spaced.replace('}\n', '    @@index([embedding], map: "notes_embedding")\n}\n'),
    );
  });

  it('finds the end of the model behind comments', async () => {
    const text = model.replace('\n}\n', ' // } not yet\n  // }\n  /* nor\n   here */ } // but here\n');
    assert.equal(
      await declared(text),
      text.replace('here */ }', 'here */ \n  @@index([embedding], map: "notes_embedding")\n}'),
    );
  });

  it('counts a byte order mark', async () => {
    assert.match(
      await declared(`\uFEFF${model}`),
      /\n {2}@@index\(\[embedding\], map: "notes_embedding"\)\n}\n$/,
    );
  });

  it('changes the file in which the model stands', async () => {
    const schema = {
      'schema/main.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
      'schema/a.prisma': 'model Other {\n  id String @id\n}\n',
      'schema/b.prisma': `/// What people write.\n${model}\nmodel Last {\n  id String @id\n}\n`,
    };
    const after = applied(await fixFor(drop('notes_embedding'), schema), schema);
    assert.equal(after['schema/a.prisma'], schema['schema/a.prisma']);
    assert.match(after['schema/b.prisma'] ?? '', /map: "notes_embedding"\)\n}\n\nmodel Last/);
  });

  it('is not offered where the declaration would do harm or is no valid schema', async () => {
    const offered = async (index: string, text: string) =>
      (await fixFor(drop(index), { 'schema.prisma': text })) !== undefined;
    assert.equal(await offered('notes_large', model), false, 'too many components');
    assert.equal(
      await offered('notes_embedding', model.replace(/^.*embedding.*\n/m, '')),
      false,
      'no such field',
    );
    assert.equal(
      await offered('notes_embedding', model.replace('@@map("notes")', '')),
      false,
      'no such model',
    );
    assert.equal(await offered('notes_embedding', model.replace(/}\n$/, '')), false, 'the brace is missing');
    const already = model.replace('@@map', '@@index([embedding], map: "notes_embedding")\n  @@map');
    assert.equal(await offered('notes_embedding', already), false, 'it is declared');
  });

  it('is not offered in a settled migration, which is not to be touched', async () => {
    const source: LintSource = {
      ...sourceOf(drop('notes_embedding'), { 'schema.prisma': model }),
      history: {
        base: 'base',
        settled: () => Promise.resolve(new Set(['1_init', '2_next'])),
        committed: () => Promise.resolve(new Set<string>()),
        changedSinceBase: () => Promise.resolve([]),
        schemaAtBase: () => Promise.resolve([]),
        driftIgnoreAtBase: () => Promise.resolve(undefined),
        guardConfigAtBase: () => Promise.resolve(undefined),
        schemaWhenAdded: () => Promise.resolve(new Map()),
      },
    };
    const { findings } = await lintProject(source);
    assert.equal(findings.length, 1);
    assert.deepEqual(findings[0]?.fixes, []);
  });
});
