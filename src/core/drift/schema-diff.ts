import { objectKey, objectTypes, type SchemaObject, type SchemaSnapshot } from '../database/schema-snapshot';
import { looseText, withoutSchemas, type ComparableText } from './comparable-text';

/** One fact about an object that is not what was expected; undefined where it has none. */
export interface FactDifference {
  /** Its name among SchemaObject.facts. */
  readonly fact: string;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

interface Difference {
  /** What goes with a table that is missing or unexpected as a whole, or with a view: it is not reported by itself. */
  readonly parts: readonly SchemaObject[];
}

export type SchemaDifference =
  | (Difference & { readonly kind: 'missing'; readonly object: SchemaObject })
  | (Difference & { readonly kind: 'unexpected'; readonly object: SchemaObject })
  | (Difference & {
      readonly kind: 'different';
      /** As it is. */
      readonly object: SchemaObject;
      readonly expected: SchemaObject;
      readonly facts: readonly FactDifference[];
    });

/** What is compared. */
export interface SchemaScope {
  /**
   * Whether what is unexpected in a schema is reported; what is missing always is. Without it: everywhere. Platforms keep
   * schemas of their own in their databases, and extensions.
   */
  readonly isOurs?: (schema: string) => boolean;
  /** Whether extensions that nobody expected are reported; without it they are not. */
  readonly withExtensions?: boolean;
}

/** The schemas in which a snapshot has anything, and its own: what `SchemaScope.isOurs` mostly wants. */
export function schemasOf(snapshot: SchemaSnapshot): ReadonlySet<string> {
  return new Set([snapshot.ownSchema, ...comparedObjects(snapshot).map(({ schema }) => schema)]);
}

/** Every database begins with a schema `public`, for which many have no use; and a connection's own is always there. */
function comparedObjects({ ownSchema, objects }: SchemaSnapshot): SchemaObject[] {
  return objects.filter(({ type, name }) => type !== 'schema' || (name !== 'public' && name !== ownSchema));
}

/** The snapshot without everything that the other has, too, whatever it is there. */
export function withoutObjects(snapshot: SchemaSnapshot, others: SchemaSnapshot): SchemaSnapshot {
  const known = byKey(others, textOf(others));
  const left = [...byKey(snapshot, textOf(snapshot))].filter(([key]) => !known.has(key));
  // Where extensions lie is still to be known, so that their schemas do not count in texts.
  const extensions = snapshot.objects.filter(({ type }) => type === 'extension');
  return { ...snapshot, objects: [...new Set([...left.map(([, object]) => object), ...extensions])] };
}

/**
 * What the actual schema has otherwise than the expected one, by schema, table and name. The own schemas of the two may
 * have different names, extensions may lie in different schemas and have different versions, and the servers may be of
 * different versions: none of that is a difference.
 */
export function schemaDifferences(
  expected: SchemaSnapshot,
  actual: SchemaSnapshot,
  { isOurs = () => true, withExtensions = false }: SchemaScope = {},
): SchemaDifference[] {
  const [wantedText, foundText] = [textOf(expected), textOf(actual)];
  const [wanted, found] = [byKey(expected, wantedText), byKey(actual, foundText)];
  const sameServer = majorOf(expected) === majorOf(actual);
  const differences: SchemaDifference[] = [];
  for (const [key, object] of wanted) {
    const other = found.get(key);
    if (!other) {
      differences.push({ kind: 'missing', object, parts: [] });
      continue;
    }
    const loosely = !sameServer && object.type.endsWith('view') ? looseText : (text: string) => text;
    const facts = factDifferences(object, other, (one, another) => {
      return loosely(wantedText(one)) === loosely(foundText(another));
    });
    if (facts.length === 0) continue;
    differences.push({ kind: 'different', object: other, expected: object, facts, parts: [] });
  }
  for (const [key, object] of found) {
    if (wanted.has(key) || !isOurs(object.schema)) continue;
    if (object.type === 'extension' && !withExtensions) continue;
    // Partitions are made as rows come.
    if (object.facts['partition'] !== undefined) continue;
    differences.push({ kind: 'unexpected', object, parts: [] });
  }
  return folded(differences).sort(inOrder);
}

function byKey(snapshot: SchemaSnapshot, text: ComparableText): Map<string, SchemaObject> {
  return new Map(
    comparedObjects(snapshot).map((object) => {
      // The own schema is the same thing in both, whatever it is called; an extension is, wherever it lies.
      const isOwn = object.schema === snapshot.ownSchema || object.type === 'extension';
      return [objectKey({ ...object, name: text(object.name) }, isOwn ? '' : object.schema), object];
    }),
  );
}

/** The schemas of extensions count as little as the own one: nobody has to put an extension where others do. */
function textOf({ ownSchema, objects }: SchemaSnapshot): ComparableText {
  const ofExtensions = objects.filter(({ type }) => type === 'extension').map(({ schema }) => schema);
  return withoutSchemas([...new Set([ownSchema, ...ofExtensions])]);
}

function majorOf({ serverVersion }: SchemaSnapshot): number {
  return Math.floor(serverVersion / 10_000);
}

function factDifferences(
  expected: SchemaObject,
  actual: SchemaObject,
  isSame: (expected: string, actual: string) => boolean,
): FactDifference[] {
  // Another version of an extension is no difference of ours.
  if (expected.type === 'extension') return [];
  const names = [...new Set([...Object.keys(expected.facts), ...Object.keys(actual.facts)])].sort();
  return names.flatMap((fact) => {
    const [one, other] = [expected.facts[fact], actual.facts[fact]];
    const same = one === other || (one !== undefined && other !== undefined && isSame(one, other));
    return same ? [] : [{ fact, expected: one, actual: other }];
  });
}

/** Puts what goes with a table that is missing or unexpected as a whole with that table. */
function folded(differences: readonly SchemaDifference[]): SchemaDifference[] {
  const tableOf = ({ kind, object }: SchemaDifference): string =>
    JSON.stringify([kind, object.schema, object.table]);
  const isWhole = ({ kind, object }: SchemaDifference): boolean =>
    kind !== 'different' && ['table', 'view', 'materialized view'].includes(object.type);
  const parts = new Map<string, SchemaObject[]>(
    differences.filter(isWhole).map((difference) => [tableOf(difference), []]),
  );
  const whole = differences.filter((difference) => {
    const list = isWhole(difference) ? undefined : parts.get(tableOf(difference));
    list?.push(difference.object);
    return list === undefined;
  });
  return whole.map((difference) =>
    isWhole(difference)
      ? { ...difference, parts: (parts.get(tableOf(difference)) ?? []).sort(objectsInOrder) }
      : difference,
  );
}

function inOrder(one: SchemaDifference, other: SchemaDifference): number {
  return objectsInOrder(one.object, other.object);
}

/** By schema, then what belongs to no table, then by table; in each as PostgreSQL would have to make them. */
function objectsInOrder(one: SchemaObject, other: SchemaObject): number {
  return (
    compare(one.schema, other.schema) ||
    compare(one.table ?? '', other.table ?? '') ||
    objectTypes.indexOf(one.type) - objectTypes.indexOf(other.type) ||
    compare(one.name, other.name)
  );
}

/** By code units, so that the order is the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
