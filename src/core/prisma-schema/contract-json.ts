import { elementsAt, nodeAt, propertiesAt, rangeOfNode, readJson, type JsonNode } from '../json/read';
import type {
  DeclaredIndex,
  DeclaredObject,
  DeclaredTable,
  DeclaredThings,
  SchemaFile,
} from './declarations';
import { postgresProviders } from './datasource';
import { databaseName, primaryKeyName } from './names';

/** What an emitted contract of Prisma 8 declares. */
export interface ContractJson extends DeclaredThings {
  /** As a schema would name it. */
  readonly provider: string | undefined;
  /** Emitted before the first release candidate, which gives other names than those before. */
  readonly isEarly: boolean;
}

/** Whether a file is JSON, as an emitted contract is; no schema begins so. */
export function isContractJson({ file, text }: SchemaFile): boolean {
  return file.endsWith('.json') || /^\uFEFF?\s*\{\s*"/.test(text);
}

/** Why an emitted contract cannot be read, completing "it"; with the place in its text. */
export interface Unreadable {
  readonly offset: number;
  readonly reason: string;
}

const readings = new WeakMap<SchemaFile, ContractJson | Unreadable>();

/** Reads an emitted contract, once. Never throws. */
export function readContractJson(file: SchemaFile): ContractJson | Unreadable {
  const reading = readings.get(file) ?? read(file);
  readings.set(file, reading);
  return reading;
}

export function isUnreadable(reading: ContractJson | Unreadable): reading is Unreadable {
  return 'reason' in reading;
}

function read({ file, text }: SchemaFile): ContractJson | Unreadable {
  const { root, problems } = readJson(text);
  const [problem] = problems;
  if (problem) {
    const conflict = text.search(/^<{7} /m);
    return conflict >= 0
      ? { offset: conflict, reason: 'cannot be read: it has the marks of a merge conflict' }
      : { offset: problem.range.start, reason: `cannot be read: ${problem.message}` };
  }
  const target = textAt(root, 'target');
  if (target !== undefined && !postgresProviders.has(target)) {
    return { provider: target, isEarly: false, tables: [], indexes: [], objects: [] };
  }
  const storage = nodeAt(root, ['storage']);
  if (!storage || (!nodeAt(storage, ['namespaces']) && !nodeAt(storage, ['tables']))) {
    return { offset: 0, reason: 'has no storage with tables, as a contract that Prisma 8 emits has' };
  }
  const models = modelsByTable(root);
  const namespaces = [...propertiesAt(storage, ['namespaces']), [ownNamespace, storage] as const];
  const things = namespaces.map(([id, namespace]) => ofNamespace(id, namespace, file, models));
  return {
    provider: target === undefined ? undefined : 'postgresql',
    isEarly: /\bprisma-next contract emit\b/.test(textAt(nodeAt(root, ['_generated']), 'regenerate') ?? ''),
    tables: things.flatMap(({ tables }) => tables),
    indexes: things.flatMap(({ indexes }) => indexes),
    objects: things.flatMap(({ objects }) => objects),
  };
}

/** Stands for the schema that a connection finds first; the first releases knew no other. */
const ownNamespace = '__unbound__';

/** A model as the contract's domain has it. */
interface DomainModel {
  readonly name: string;
  /** Column → field. */
  readonly fields: ReadonlyMap<string, string>;
}

/** By namespace and table. Of the models that share a table, the fields of all and the name of their base. */
function modelsByTable(root: JsonNode | undefined): Map<string, DomainModel> {
  const found = new Map<string, DomainModel>();
  for (const [, namespace] of propertiesAt(root, ['domain', 'namespaces'])) {
    for (const [name, model] of propertiesAt(namespace, ['models'])) {
      const storage = nodeAt(model, ['storage']);
      const key = tableKey(textAt(storage, 'namespaceId') ?? '', textAt(storage, 'table') ?? '');
      const fields = propertiesAt(storage, ['fields']).map(
        ([field, node]) => [databaseName(textAt(node, 'column') ?? field), field] as const,
      );
      const known = found.get(key);
      found.set(key, {
        name: known && nodeAt(model, ['base']) ? known.name : name,
        fields: new Map([...(known?.fields ?? []), ...fields]),
      });
    }
  }
  return found;
}

function tableKey(namespace: string, table: string): string {
  return JSON.stringify([namespace, table]);
}

function ofNamespace(
  id: string,
  namespace: JsonNode,
  file: string,
  models: ReadonlyMap<string, DomainModel>,
): DeclaredThings {
  const schema = id.startsWith('__') ? undefined : databaseName(id);
  const entries = nodeAt(namespace, ['entries']);
  const written = [...propertiesAt(entries, ['table']), ...propertiesAt(namespace, ['tables'])];
  const tables = written.map(([name, node]) => ({
    ...{ name: databaseName(name), schema, file, node },
    model: models.get(tableKey(id, name)),
  }));
  const ofPolicies = propertiesAt(entries, ['policy']).map(([, node]) => policy(node, schema, file));
  const ofSecurity = propertiesAt(entries, ['rls']).map(([key, node]) => {
    const table = databaseName(textAt(node, 'tableName') ?? key);
    return object({ schema, file, name: table }, 'row level security', table, node);
  });
  return {
    tables: tables.map(tableOf),
    indexes: tables.flatMap(indexesOf),
    objects: [...tables.flatMap(checksOf), ...ofSecurity, ...ofPolicies.flatMap((one) => one ?? [])],
  };
}

interface Table {
  readonly name: string;
  readonly schema: string | undefined;
  readonly file: string;
  readonly node: JsonNode;
  readonly model: DomainModel | undefined;
}

function tableOf({ name, schema, file, node, model }: Table): DeclaredTable {
  const fields = propertiesAt(node, ['columns']).map(([written]) => {
    const column = databaseName(written);
    return [column, model?.fields.get(column) ?? column] as const;
  });
  const range = rangeOfNode(node);
  return { model: model?.name ?? name, table: name, schema, fields: new Map(fields), file, range };
}

function indexesOf(table: Table): DeclaredIndex[] {
  const { node, name } = table;
  const primary = nodeAt(node, ['primaryKey']);
  const primaryColumns = columnsAt(primary);
  const ofPrimary = primary && primaryColumns.length > 0 ? [primary] : [];
  const declared = [
    ...ofPrimary.map((key) => ({
      ...plain(table, textAt(key, 'name') ?? primaryKeyName(name), primaryColumns, key),
      kind: 'id' as const,
    })),
    ...elementsAt(node, ['uniques']).map((unique) => {
      const columns = columnsAt(unique);
      const usual = `${name}_${columns.join('_')}_key`;
      return { ...plain(table, textAt(unique, 'name') ?? usual, columns, unique), kind: 'unique' as const };
    }),
    ...elementsAt(node, ['indexes']).map((index) => indexOf(table, index)),
  ];
  const backed = new Set(declared.map(({ keys }) => keys.map(({ column }) => column).join()));
  return [
    ...declared,
    ...elementsAt(node, ['foreignKeys']).flatMap((key) => ofForeignKey(table, key, backed)),
  ];
}

function indexOf(table: Table, node: JsonNode): DeclaredIndex {
  const columns = columnsAt(node);
  const expression = textAt(node, 'expression');
  const where = textAt(node, 'where');
  return {
    ...plain(table, textAt(node, 'name') ?? defaultIndexName(table, columns), columns, node),
    kind: nodeAt(node, ['unique'])?.value === true ? 'unique' : 'index',
    method: textAt(node, 'type')?.toLowerCase(),
    ...(expression !== undefined && { expression }),
    where: where === undefined ? undefined : { text: where, raw: true },
  };
}

/** The first releases did not write down the index of a foreign key, and gave no name to any other. */
function ofForeignKey(table: Table, node: JsonNode, backed: Set<string>): DeclaredIndex[] {
  const columns = columnsAt(nodeAt(node, ['source']) ?? node);
  if (nodeAt(node, ['index'])?.value !== true || columns.length === 0 || backed.has(columns.join()))
    return [];
  backed.add(columns.join());
  return [{ ...plain(table, defaultIndexName(table, columns), columns, node), kind: 'index' }];
}

function defaultIndexName({ name }: Table, columns: readonly string[]): string {
  return `${name}_${columns.join('_')}_idx`;
}

function plain(
  { name: table, schema, file }: Table,
  name: string,
  columns: readonly string[],
  node: JsonNode,
): Omit<DeclaredIndex, 'kind'> {
  return {
    ...{ name: databaseName(name), table, schema, implicit: false, method: undefined, where: undefined },
    ...{ keys: columns.map((column) => ({ column })), file, range: rangeOfNode(node) },
  };
}

function checksOf(table: Table): DeclaredObject[] {
  return elementsAt(table.node, ['checks']).flatMap((node) => {
    const name = textAt(node, 'name');
    return name === undefined ? [] : [object(table, 'check', name, node)];
  });
}

function policy(node: JsonNode, schema: string | undefined, file: string): DeclaredObject | undefined {
  const [name, table] = [textAt(node, 'name'), textAt(node, 'tableName')];
  if (name === undefined || table === undefined) return undefined;
  return object({ schema, file, name: databaseName(table) }, 'policy', name, node);
}

function object(
  { name: table, schema, file }: Pick<Table, 'name' | 'schema' | 'file'>,
  kind: DeclaredObject['kind'],
  name: string,
  node: JsonNode,
): DeclaredObject {
  const range = rangeOfNode(node);
  return { kind, name: databaseName(name), isPrefix: false, table, schema, file, range };
}

function textAt(node: JsonNode | undefined, key: string): string | undefined {
  const value: unknown = nodeAt(node, [key])?.value;
  return typeof value === 'string' ? value : undefined;
}

function columnsAt(node: JsonNode | undefined): string[] {
  return elementsAt(node, ['columns']).flatMap(({ value }: { readonly value?: unknown }) =>
    typeof value === 'string' ? [databaseName(value)] : [],
  );
}
