import fc from 'fast-check';

/** What a schema needs before its models. */
export const head = `generator client {
  provider        = "prisma-client"
  previewFeatures = ["partialIndexes"]
}

datasource db {
  provider = "postgresql"
}
`;

const schemas = `generator client {
  provider        = "prisma-client"
  previewFeatures = ["partialIndexes"]
}

datasource db {
  provider = "postgresql"
  schemas  = ["public", "other"]
}

enum Kind {
  a
  b
  @@schema("other")
}
`;

const word = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ_09')), maxLength: 40 });
/** For `@map`: anything but quotes and control characters, which Prisma does not escape in its SQL. */
const databaseText = fc.string({
  unit: fc.constantFrom(...Array.from('abcdefgh ijklmnop.-_\\{}[]()@/*:,;äöß語字😀')),
  minLength: 1,
  maxLength: 40,
});
const sort = fc.constantFrom('', '(sort: Asc)', '(sort: Desc)');

interface FieldPlan {
  readonly name: string;
  readonly column: string | undefined;
  readonly type: string;
  readonly unique: string;
}

const field: fc.Arbitrary<FieldPlan> = fc.record({
  name: word,
  column: fc.option(databaseText, { nil: undefined }),
  type: fc.constantFrom('Int', 'String?', 'Kind', 'BigInt', 'DateTime', 'Unsupported("circle")'),
  unique: fc.constantFrom('', '', '@unique', '@unique()', '@unique(map: "%")', '@unique(sort: Desc)'),
});

interface IndexPlan {
  readonly attribute: string;
  readonly fields: readonly number[];
  readonly sorts: readonly string[];
  readonly more: string;
}

const blockIndex: fc.Arbitrary<IndexPlan> = fc.record({
  attribute: fc.constantFrom('@@index', '@@unique'),
  fields: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }),
  sorts: fc.array(sort, { minLength: 4, maxLength: 4 }),
  more: fc.constantFrom('', '', ', map: "%"', ', name: "%"', ', where: raw("1 > 0")'),
});

interface ModelPlan {
  readonly name: string;
  readonly table: string | undefined;
  readonly schema: string;
  readonly ignore: boolean;
  readonly fields: readonly FieldPlan[];
  readonly indexes: readonly IndexPlan[];
  readonly id: string;
}

const model: fc.Arbitrary<ModelPlan> = fc.record({
  name: word,
  table: fc.option(databaseText, { nil: undefined }),
  schema: fc.constantFrom('public', 'other'),
  ignore: fc.boolean(),
  fields: fc.array(field, { maxLength: 6 }),
  indexes: fc.array(blockIndex, { maxLength: 4 }),
  id: fc.constantFrom('@id', '@id(map: "%")', '@@id([id])', '@@id(fields: [id], name: "key", map: "%")'),
});

const relation = fc.record({
  from: fc.nat(3),
  to: fc.nat(3),
  name: fc.string({ unit: fc.constantFrom(...Array.from('abc _-')), minLength: 1, maxLength: 70 }),
});

/** Schemas that Prisma takes, unless two names come out the same. Numbers keep apart what must differ. */
export const randomSchema: fc.Arbitrary<string> = fc
  .record({
    models: fc.array(model, { minLength: 1, maxLength: 4 }),
    relations: fc.array(relation, { maxLength: 3 }),
    unnamed: fc.boolean(),
    gap: fc.constantFrom(' ', '   ', '\t', ' \u00a0'),
    newline: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ models, relations, unnamed, gap, newline }) => {
    const names = models.map(({ name }, number) => `${'zMaK'[number]!}${name}`);
    const content = models.map((plan, number) => modelLines(plan, number, gap));
    relations.forEach(({ from, to, name }, number) => {
      const [a, b] = [from % models.length, to % models.length];
      const attribute = unnamed && number === 0 && a !== b ? '' : `@relation("r${number}${name}")`;
      const ignored = (model: number, other: number) =>
        models[other]!.ignore && !models[model]!.ignore ? `${gap}@ignore` : '';
      content[a]!.unshift(`rel${number}a${gap}${names[b]!}[]${gap}${attribute}${ignored(a, b)}`);
      content[b]!.push(`rel${number}b${gap}${names[a]!}[]${gap}${attribute}${ignored(b, a)}`);
    });
    const blocks = content.map((lines, number) => `model${gap}${names[number]!} {\n${lines.join('\n')}\n}\n`);
    return (schemas + blocks.join('\n')).replaceAll('\n', newline);
  });

function modelLines(plan: ModelPlan, number: number, gap: string): string[] {
  const fieldName = (at: number) => `f${at}${plan.fields[at]!.name}`;
  const named = (text: string, at: string) => text.replace('%', `given ${number} ${at}`);
  const lines = [`id${gap}Int${gap}${plan.id.startsWith('@@') ? '' : named(plan.id, 'id')}`];
  plan.fields.forEach(({ column, type, unique }, at) => {
    const map = column === undefined ? '' : `@map(${JSON.stringify(`c${at}${column}`)})`;
    lines.push([fieldName(at), type, named(unique, `f${at}`), map].join(gap));
  });
  plan.indexes.forEach(({ attribute, fields, sorts, more }, at) => {
    const keys = [...new Set(fields.map((field) => field % plan.fields.length))]
      .filter((field) => plan.fields[field] !== undefined)
      .map((field, key) => fieldName(field) + sorts[key]!);
    const rest =
      attribute === '@@unique' && more.includes('name:') ? `, name: "client${at}"` : named(more, `i${at}`);
    if (keys.length > 0) lines.push(`${attribute}([${keys.join(',' + gap)}]${rest})`);
  });
  if (plan.id.startsWith('@@')) lines.push(named(plan.id, 'id'));
  if (plan.table !== undefined) lines.push(`@@map(${JSON.stringify(`t${number}${plan.table}`)})`);
  if (plan.ignore) lines.push('@@ignore');
  return [...lines, `@@schema("${plan.schema}")`];
}
