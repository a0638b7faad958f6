import type { z } from 'zod/mini';
import type { Problem } from '../json/problem';
import type { Range } from '../range';
import { keptName } from '../sql/names';
import type { ObjectRecord } from '../ledger/object-record';
import { relationName } from '../ledger/records';
import type { ignorePattern, protectedIndex, protectedObject } from './drift-ignore-schema';
import type { Pattern } from './patterns';

/** One entry of `protectedIndexes`; `name` and `table` as they are written. */
export interface ProtectedEntry extends Pick<
  z.infer<typeof protectedIndex>,
  'name' | 'table' | 'description' | 'recreateSQL'
> {
  readonly dropPattern: Pattern | undefined;
  readonly createPattern: Pattern | undefined;
  /** Where the entry stands in the file. */
  readonly range: Range;
}

/** One entry of `protectedObjects`; `name` and `table` as they are written. */
export interface ObjectEntry extends Pick<
  z.infer<typeof protectedObject>,
  'kind' | 'name' | 'table' | 'description' | 'recreateSQL'
> {
  /** Where the entry stands in the file. */
  readonly range: Range;
}

/** One entry of `ignorePatterns`. */
export interface IgnorePattern extends Pick<z.infer<typeof ignorePattern>, 'reason'> {
  /** drift-ignore.json itself. */
  readonly file: string;
  readonly pattern: Pattern;
  readonly action: 'remove' | 'comment';
}

/** Where drift-ignore.json is, or would be made. */
export interface DriftIgnoreFile {
  readonly file: string;
  /** Undefined where it is not there yet. */
  readonly text: string | undefined;
}

/** What drift-ignore.json says. Of a file with mistakes, what is right in it. */
export interface DriftIgnore {
  readonly file: string;
  readonly entries: readonly ProtectedEntry[];
  /** Where the list of them stands in the file; undefined where there is none. */
  readonly entriesRange: Range | undefined;
  readonly objects: readonly ObjectEntry[];
  /** As `entriesRange`, of `protectedObjects`. */
  readonly objectsRange: Range | undefined;
  readonly ignorePatterns: readonly IgnorePattern[];
  readonly problems: readonly Problem[];
}

interface IndexName {
  readonly schema: string;
  readonly name: string;
}

/** Splits `schema.name`; either part may stand in double quotes, as SQL has it, and is cut as PostgreSQL cuts it. */
function splitName(written: string): { readonly schema: string | undefined; readonly name: string } {
  const parts = /^(?:("(?:[^"]|"")+"|[^".]+)\.)?("(?:[^"]|"")+"|[^"]+)$/.exec(written.trim());
  const plain = (part: string): string =>
    keptName(part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part);
  return parts?.[2] === undefined
    ? { schema: undefined, name: keptName(written) }
    : { schema: parts[1] === undefined ? undefined : plain(parts[1]), name: plain(parts[2]) };
}

/** The schema, if one is written, and the name of the index that an entry stands for. */
export function nameOfEntry(entry: ProtectedEntry): { schema: string | undefined; name: string } {
  return splitName(entry.name);
}

/** The table that an entry names, if it does. */
export function tableOfEntry(
  entry: ProtectedEntry,
): { schema: string | undefined; name: string } | undefined {
  return entry.table === undefined ? undefined : splitName(entry.table);
}

/** Whether an entry stands for an index. */
export function namesIndex(entry: ProtectedEntry, index: IndexName): boolean {
  const { schema, name } = splitName(entry.name);
  // A dot may also belong to the name itself.
  if (name !== index.name || (schema !== undefined && schema !== index.schema)) {
    return keptName(entry.name) === index.name;
  }
  if (schema !== undefined || entry.table === undefined) return true;
  // An index lies in its table's schema. The table's name is not compared: it may have changed since.
  const ofTable = splitName(entry.table).schema;
  return ofTable === undefined || ofTable === index.schema;
}

/** The entry for an index; one whose name and table carry no schema stands for the index in any schema. */
export function findEntry(ignore: DriftIgnore | undefined, index: IndexName): ProtectedEntry | undefined {
  return ignore?.entries.find((entry) => namesIndex(entry, index));
}

type ObjectIdentity = Pick<ObjectRecord, 'kind' | 'schema' | 'name' | 'table'>;

/** Whether an entry stands for an object; one without a schema stands for the object in any schema. */
export function namesObject(entry: ObjectEntry, object: ObjectIdentity): boolean {
  if (entry.kind !== object.kind) return false;
  const own = splitName(entry.name);
  const table = entry.table === undefined ? undefined : splitName(entry.table);
  const schema = table?.schema ?? own.schema;
  const hasName = own.name === object.name || keptName(entry.name) === object.name;
  const hasTable = table === undefined || table.name === relationName(object.table);
  return hasName && hasTable && (schema === undefined || schema === object.schema);
}

export function findObjectEntry(
  ignore: DriftIgnore | undefined,
  object: ObjectIdentity,
): ObjectEntry | undefined {
  return ignore?.objects.find((entry) => namesObject(entry, object));
}

/** The table that an entry names; of row level security it is in its name. */
export function tableOfObjectEntry({
  kind,
  name,
  table,
}: ObjectEntry): { schema: string | undefined; name: string } | undefined {
  const written = kind === 'row level security' ? (table ?? name) : table;
  return written === undefined ? undefined : splitName(written);
}
