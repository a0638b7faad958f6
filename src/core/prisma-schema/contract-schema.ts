import type { Attribute, Value } from './attributes';
import { blocksOf, policyKeywords, type Block, type Field } from './blocks';
import { contractLines, namespacesIn } from './contract-text';
import type {
  DeclaredIndex,
  DeclaredObject,
  DeclaredTable,
  DeclaredThings,
  SchemaFile,
} from './declarations';
import { argument, attribute, mapped, textOf } from './models';
import { databaseName, primaryKeyName } from './names';
import { cutPrefix, indexWireName } from './wire-names';

/** A model of a contract with its names in the database. */
interface ContractModel {
  readonly block: Block;
  readonly file: string;
  readonly table: string;
  readonly schema: string | undefined;
  /** Field → column. Relation fields are not in it. */
  readonly columns: ReadonlyMap<string, string>;
}

/** What a contract in Prisma 8's schema language declares, by the names that `contract emit` gives. Never throws. */
export function readContractSchema(files: readonly SchemaFile[]): DeclaredThings {
  const sources = files.map(placed);
  const all = sources.flatMap(({ blocks }) => blocks.map(({ block }) => block));
  const models = modelsOf(sources, all);
  const enums = new Set(all.filter(({ keyword }) => keyword === 'enum').map(({ name }) => name));
  return {
    tables: models.filter(({ block }) => !sharesTable(block)).map((model) => tableOf(model, models)),
    // Of a variant without a table of its own Prisma makes the columns, and no index.
    indexes: models.flatMap((model) => (sharesTable(model.block) ? [] : indexesOf(model))),
    objects: [
      ...models.flatMap((model) => [...checksOf(model, enums), ...rowSecurityOf(model)]),
      ...sources.flatMap(({ file, blocks }) => blocks.flatMap((one) => policyOf(one, file, models))),
    ],
  };
}

interface PlacedBlock {
  readonly block: Block;
  readonly schema: string | undefined;
}

/** The blocks of a file with the schemas that their namespaces stand for. */
function placed(file: SchemaFile): { readonly file: string; readonly blocks: readonly PlacedBlock[] } {
  const namespaces = namespacesIn(contractLines(file.text));
  const schemaAt = (at: number): string | undefined => {
    const name = namespaces.find(({ range }) => range.start <= at && at < range.end)?.name ?? 'public';
    // What a connection finds first.
    return name === 'unbound' ? undefined : databaseName(name);
  };
  const blocks = blocksOf(file).map((block) => ({ block, schema: schemaAt(block.range.start) }));
  return { file: file.file, blocks };
}

function modelsOf(sources: readonly ReturnType<typeof placed>[], all: readonly Block[]): ContractModel[] {
  const byName = new Map(
    all.filter(({ keyword }) => keyword === 'model').map((block) => [block.name, block]),
  );
  return sources.flatMap(({ file, blocks }) =>
    blocks
      .filter(({ block }) => block.keyword === 'model')
      .map(({ block, schema }) => {
        const base = byName.get(baseOf(block) ?? '');
        const named = (sharesTable(block) ? base : undefined) ?? block;
        const table = databaseName(mapped(named.attributes, named.name));
        // A variant with a table of its own has the key of the base in it.
        const whole =
          base && named === block ? { ...block, fields: [...keyOf(base), ...block.fields] } : block;
        return { block: whole, file, table, schema, columns: columnsOf(whole, byName) };
      }),
  );
}

function keyOf({ fields }: Block): readonly Field[] {
  return fields.filter(({ attributes }) => attribute(attributes, 'id'));
}

/** A variant of another model without a table of its own. */
function sharesTable(block: Block): boolean {
  return baseOf(block) !== undefined && attribute(block.attributes, 'map') === undefined;
}

function baseOf(block: Block): string | undefined {
  const base = argument(attribute(block.attributes, 'base'), 'base');
  return base?.kind === 'word' ? lastPart(base.text) : undefined;
}

function columnsOf(block: Block, models: ReadonlyMap<string, unknown>): Map<string, string> {
  const columns = new Map<string, string>();
  for (const { name, type, attributes } of block.fields) {
    if (type === undefined || models.has(lastPart(type)) || attribute(attributes, 'relation')) continue;
    columns.set(name, databaseName(mapped(attributes, name)));
  }
  return columns;
}

/** `Post` of `public.Post` and `space:auth.Post`. */
function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf(':')) + 1);
}

function tableOf(
  { block, file, table, schema }: ContractModel,
  models: readonly ContractModel[],
): DeclaredTable {
  const sharing = models.filter((one) => one.table === table && one.schema === schema);
  const fields = sharing.flatMap(({ columns }) =>
    Array.from(columns, ([field, column]) => [column, field] as const),
  );
  return { model: block.name, table, schema, fields: new Map(fields), file, range: block.range };
}

function indexesOf(model: ContractModel): DeclaredIndex[] {
  const { block, columns } = model;
  const ofFields = block.fields.flatMap((field) => {
    const column = columns.get(field.name);
    return column === undefined
      ? []
      : field.attributes.flatMap((one) => constraintOf(model, one, [column]) ?? []);
  });
  const ofBlock = block.attributes.flatMap((one) => {
    const listed = columnsIn(model, argument(one, 'fields'));
    return (listed.length > 0 ? constraintOf(model, one, listed) : undefined) ?? indexOf(model, one) ?? [];
  });
  const declared = [...ofFields, ...ofBlock];
  const backed = new Set(declared.map(({ keys }) => keys.map(({ column }) => column).join()));
  return [...declared, ...block.fields.flatMap((field) => ofForeignKey(model, field, backed))];
}

/** `@id`, `@unique` and the same of a block. */
function constraintOf(
  model: ContractModel,
  { name: kind, args, range }: Attribute,
  columns: readonly string[],
): DeclaredIndex | undefined {
  if (kind !== 'id' && kind !== 'unique') return undefined;
  const given = textOf(args.find(({ name }) => name === 'map')?.value);
  const usual = kind === 'id' ? primaryKeyName(model.table) : `${model.table}_${columns.join('_')}_key`;
  return { ...plain(model, given ?? usual, columns), kind, range };
}

/** `@@index` and `@@fullTextIndex`; undefined for any other, and while it is still to come what is indexed. */
function indexOf(model: ContractModel, one: Attribute): DeclaredIndex | undefined {
  if (one.name !== 'index' && one.name !== 'fullTextIndex') return undefined;
  const listed = columnsIn(model, argument(one, 'fields'));
  const named = (name: string): Value | undefined => argument(one, name, false);
  const isFullText = one.name === 'fullTextIndex';
  const expression = isFullText
    ? fullText(listed[0], textOf(named('language')))
    : textOf(named('expression'));
  if (expression === undefined && (listed.length === 0 || isFullText)) return undefined;
  const method = isFullText ? 'gin' : textOf(named('type'));
  const unique = named('unique');
  const isUnique = unique?.kind === 'word' && unique.text === 'true';
  const where = textOf(named('where'));
  const columns = expression === undefined ? listed : [];
  const body = {
    ...{ columns: expression === undefined ? listed : undefined, expression, where, method },
    ...{ unique: isUnique, options: optionsIn(named('options')) },
  };
  const prefix = textOf(named('name')) ?? `${model.table}_${listed.join('_')}_idx`;
  return {
    ...plain(model, textOf(named('map')) ?? indexWireName(prefix, body), columns),
    kind: isUnique ? 'unique' : 'index',
    method: method?.toLowerCase(),
    ...(expression !== undefined && { expression }),
    where: where === undefined ? undefined : { text: where, raw: true },
    range: one.range,
  };
}

function fullText(column: string | undefined, language = 'english'): string | undefined {
  return column === undefined ? undefined : `to_tsvector('${language}', "${column.replaceAll('"', '""')}")`;
}

/** The index that a foreign key gets where nothing else leads with its columns. */
function ofForeignKey(model: ContractModel, field: Field, backed: Set<string>): DeclaredIndex[] {
  const relation = attribute(field.attributes, 'relation');
  const columns = columnsIn(model, argument(relation, 'fields', false));
  const wanted = argument(relation, 'index', false);
  if (!relation || columns.length === 0 || (wanted?.kind === 'word' && wanted.text === 'false')) return [];
  if (backed.has(columns.join())) return [];
  backed.add(columns.join());
  const body = { columns, expression: undefined, where: undefined, unique: false, method: undefined };
  const name = indexWireName(cutPrefix(`${model.table}_${columns.join('_')}_idx`), { ...body, options: {} });
  return [{ ...plain(model, name, columns), kind: 'index', range: relation.range }];
}

function plain(
  { table, schema, file }: ContractModel,
  name: string,
  columns: readonly string[],
): Omit<DeclaredIndex, 'kind' | 'range'> {
  return {
    ...{ name: databaseName(name), table, schema, implicit: false },
    ...{ keys: columns.map((column) => ({ column })), method: undefined, where: undefined, file },
  };
}

/** A field that is not there, as a half-typed one, goes by its own name. */
function columnsIn({ columns }: ContractModel, fields: Value | undefined): string[] {
  const items = fields?.kind === 'list' ? fields.items : [];
  return items.flatMap((item) => (item.kind === 'word' ? [columns.get(item.text) ?? item.text] : []));
}

/** `{ fastupdate: "off" }` */
function optionsIn(value: Value | undefined): Record<string, string> {
  if (value?.kind !== 'object') return {};
  const pairs = value.source.matchAll(/(\w+)\s*:\s*"((?:[^"\\]|\\.)*)"/g);
  return Object.fromEntries(Array.from(pairs, ([, key = '', text = '']) => [key, text]));
}

/** Those that a person writes, and those that enums and lists bring along. */
function checksOf(model: ContractModel, enums: ReadonlySet<string>): DeclaredObject[] {
  const written = model.block.attributes
    .filter(({ name }) => name === 'check')
    .flatMap((one): DeclaredObject[] => {
      const exact = textOf(argument(one, 'map', false));
      const name = exact ?? textOf(argument(one, 'name', false));
      if (name === undefined) return [];
      return [object(model, 'check', name, { isPrefix: exact === undefined, range: one.range })];
    });
  const brought = model.block.fields.flatMap((field) => {
    const column = model.columns.get(field.name);
    if (column === undefined) return [];
    return broughtChecks(field, enums).map((suffix) => {
      const prefix = cutPrefix(`${model.table}_${column}_${suffix}`);
      return object(model, 'check', prefix, { isPrefix: true, range: field.range });
    });
  });
  return [...written, ...brought];
}

function broughtChecks({ type, list, attributes }: Field, enums: ReadonlySet<string>): string[] {
  const waiver = attribute(attributes, 'noCheck');
  const waived = waiver?.args.map(({ value }) => (value.kind === 'word' ? value.text : '')) ?? [];
  const isWaived = (kind: string): boolean =>
    waiver !== undefined && (waived.length === 0 || waived.includes(kind));
  return [
    ...(enums.has(lastPart(type ?? '')) && !isWaived('membership') ? ['check'] : []),
    ...(list && !isWaived('elementNotNull') ? ['elem_not_null'] : []),
  ];
}

function rowSecurityOf(model: ContractModel): DeclaredObject[] {
  const rls = attribute(model.block.attributes, 'rls');
  return rls ? [object(model, 'row level security', model.table, { isPrefix: false, range: rls.range })] : [];
}

function policyOf(
  { block, schema }: PlacedBlock,
  file: string,
  models: readonly ContractModel[],
): DeclaredObject[] {
  if (!policyKeywords.some((keyword) => keyword === block.keyword)) return [];
  const target = block.settings.get('target');
  const name = target?.kind === 'word' ? target.text : undefined;
  const model = models.find((one) => one.block.name === name && one.schema === schema);
  if (!model) return [];
  const exact = textOf(argument(attribute(block.attributes, 'map'), 'name'));
  const rest = { isPrefix: exact === undefined, range: block.range };
  return [{ ...object(model, 'policy', exact ?? block.name, rest), file }];
}

function object(
  { table, schema, file }: ContractModel,
  kind: DeclaredObject['kind'],
  name: string,
  rest: Pick<DeclaredObject, 'isPrefix' | 'range'>,
): DeclaredObject {
  return { kind, name: databaseName(name), table, schema, file, ...rest };
}
