import type { IndexDefinition, IndexKey } from '../ledger/definition';
import type { ColumnField, FieldType } from '../prisma-schema/field-type';
import { eraOf, unseenProperties, type PrismaFacts } from './expressible';
import { operatorClassArgument } from './operator-classes';
import { predicateText } from './predicate-text';

/** The field of a column; undefined where the model has none. */
export type FieldOfColumn = (column: string) => ColumnField | undefined;

/** How an index is declared so that Prisma leaves it alone, or why it cannot be. */
export type Declaration =
  | {
      /** `@@index([embedding], map: "idx_memories_embedding")` */
      readonly attribute: string;
      /** What a database built from the schema alone lacks, as a sentence; undefined where it lacks nothing. */
      readonly price: string | undefined;
    }
  | { readonly impossible: string };

/** The schema cannot say it; thrown and caught in this file only. */
class Impossible extends Error {}

/** What the schema calls the access methods that it knows, other than B-tree. */
const types: ReadonlyMap<string, string> = new Map([
  ['hash', 'Hash'],
  ['gin', 'Gin'],
  ['gist', 'Gist'],
  ['spgist', 'SpGist'],
  ['brin', 'Brin'],
]);

/**
 * A B-tree row takes 2,704 bytes. That many components of a vector fit, with room to spare; what Prisma makes in the
 * place of an hnsw or ivfflat index is a B-tree, and with longer vectors every INSERT would fail.
 */
export const longestDeclared = { vector: 600, halfvec: 1200 } as const;

function fitsBtree({ unsupported, type, native }: FieldType): boolean {
  if (type === 'String') return native === 'Bit';
  const [, components] = /^(?:\w+\.)?vector\((\d+)\)$/.exec(unsupported ?? '') ?? [];
  const [, halves] = /^(?:\w+\.)?halfvec\((\d+)\)$/.exec(unsupported ?? '') ?? [];
  return Number(components) <= longestDeclared.vector || Number(halves) <= longestDeclared.halfvec;
}

function fieldFor(column: string, fieldOf: FieldOfColumn): ColumnField {
  const field = fieldOf(column);
  if (!field) throw new Impossible(`The model has no field for the column ${column}.`);
  if (field.native === 'Xml') throw new Impossible(`Prisma does not accept a field of type Xml in an index.`);
  return field;
}

function keyText(key: IndexKey, method: string, fieldOf: FieldOfColumn): string {
  if (key.column === undefined) throw new Impossible('schema.prisma has no way to write an expression.');
  const field = fieldFor(key.column, fieldOf);
  const args = key.descending ? ['sort: Desc'] : [];
  if (method !== 'btree' && method !== 'hash' && types.has(method)) {
    const ops = operatorClassArgument(method, key.opclass, field);
    if (ops === undefined) {
      throw new Impossible(`Prisma refuses the field ${field.name} in an index of type ${method}.`);
    }
    if (ops !== '') args.push(ops);
  } else if (!types.has(method) && method !== 'btree' && !fitsBtree(field)) {
    throw new Impossible(
      `A database built from the schema would get a B-tree index, which may be too small for ${field.name}.`,
    );
  }
  return args.length > 0 ? `${field.name}(${args.join(', ')})` : field.name;
}

/** The columns of INCLUDE, as the further keys that Prisma takes them for. */
function includedKeys({ include, unique, method }: IndexDefinition, fieldOf: FieldOfColumn): string[] {
  if (include.length > 0 && unique) {
    throw new Impossible('Declared as further keys, the columns of INCLUDE would change what is unique.');
  }
  if (include.length > 0 && method !== 'btree') {
    throw new Impossible(`The columns of INCLUDE cannot be keys of an index of type ${method}.`);
  }
  return include.map((column) => {
    const field = fieldFor(column, fieldOf);
    if (field.unsupported !== undefined || field.native === 'Json') {
      throw new Impossible(`The column ${column} of INCLUDE cannot be a key.`);
    }
    return field.name;
  });
}

function whereArgument(
  { predicate }: IndexDefinition,
  prisma: PrismaFacts,
  fieldOf: FieldOfColumn,
): string[] {
  if (predicate === undefined) return [];
  // 7.4 compares the text letter by letter, so that a name in quotes is enough to make it rebuild the index for ever.
  if (eraOf(prisma) !== '7.5 with partialIndexes') {
    throw new Impossible('A WHERE clause needs Prisma 7.5 and the preview feature partialIndexes.');
  }
  const text = predicateText(predicate, fieldOf);
  if (text === undefined) {
    throw new Impossible(
      'The WHERE clause must be written as PostgreSQL reprints it, which is not certain here.',
    );
  }
  return [`where: raw(${JSON.stringify(text)})`];
}

function attributeFor(
  name: string,
  definition: IndexDefinition,
  fieldOf: FieldOfColumn,
  prisma: PrismaFacts,
): string {
  const era = eraOf(prisma);
  if (era === 'before 4' || era === '8') throw new Impossible('This is known for Prisma 4 to 7 only.');
  const { method, unique } = definition;
  const keys = [
    ...definition.keys.map((key) => keyText(key, method, fieldOf)),
    ...includedKeys(definition, fieldOf),
  ];
  const type = types.get(method);
  const args = [
    `[${keys.join(', ')}]`,
    `map: ${JSON.stringify(name)}`,
    ...(type === undefined ? [] : [`type: ${type}`]),
    ...whereArgument(definition, prisma, fieldOf),
  ];
  return `@@${unique ? 'unique' : 'index'}(${args.join(', ')})`;
}

/**
 * The attribute that makes Prisma leave an index alone. It is given only where an engine was seen to do so, and where a
 * database built from the schema alone still works.
 *
 * @param name the index's name in the database
 */
export function declarationOf(
  name: string,
  definition: IndexDefinition,
  fieldOf: FieldOfColumn,
  prisma: PrismaFacts,
): Declaration {
  try {
    const attribute = attributeFor(name, definition, fieldOf, prisma);
    const lost = unseenProperties(definition, prisma).map(({ label }) => label);
    const price =
      lost.length === 0
        ? undefined
        : `A database built from the schema alone (db push, migrate diff --from-empty) gets a plain index of this name, without ${lost.join(', ')}.`;
    return { attribute, price };
  } catch (error) {
    if (error instanceof Impossible) return { impossible: error.message };
    throw error;
  }
}
