import fc from 'fast-check';
import { quoteName } from '../../../src/core/sql/names';
import { placeholder, type PlaceholderKind } from './placeholders';

export type Sql = fc.Arbitrary<string>;

const long = 'a_name_that_is_much_longer_than_what_postgresql_keeps_of_a_name_of_a_thing';
export const longUnicode = 'größe_und_weite_der_längsten_überschrift_die_ein_mensch_je_schrieb';

/** A name as people write it: quoted, or not where it need not be, and then in any case. */
function written(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) return fc.constant(quoteName(name));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(name) },
    { weight: 3, arbitrary: fc.constant(quoteName(name)) },
    { weight: 1, arbitrary: fc.constant(name.toUpperCase()) },
  );
}

function arbitraryOf(part: Sql | string): Sql {
  return typeof part === 'string' ? fc.constant(part) : part;
}

export function oneOf(...names: readonly string[]): Sql {
  return fc.constantFrom(...names).chain(written);
}

/** Puts the parts of a statement together. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | string)[]): Sql {
  return fc.tuple(...parts.map(arbitraryOf)).map((texts) =>
    String.raw({ raw: strings }, ...texts)
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

/** The part, or nothing. */
export function maybe(part: Sql | string): Sql {
  return fc.oneof(fc.constant(''), arbitraryOf(part));
}

/** The part, mostly nothing. */
export function seldom(part: Sql | string): Sql {
  return fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: arbitraryOf(part) });
}

/** The first part, now and then the second. */
function mostly(part: Sql, other: Sql): Sql {
  return fc.oneof({ weight: 9, arbitrary: part }, { weight: 1, arbitrary: other });
}

export function some(...parts: readonly (Sql | string)[]): Sql {
  return fc.oneof(...parts.map(arbitraryOf));
}

export function listOf(part: Sql, most: number): Sql {
  return fc.uniqueArray(part, { minLength: 1, maxLength: most }).map((parts) => parts.join(', '));
}

/** A thing that stands in the database when the statement runs. Places of one number speak of the same thing. */
export function existing(kind: PlaceholderKind, number: fc.Arbitrary<number> = fc.nat(9999)): Sql {
  return number.map((n) => placeholder(kind, n));
}

/** A statement about a thing and what belongs to it. */
export function about(template: (number: fc.Arbitrary<number>) => Sql): Sql {
  return fc.nat(9999).chain((n) => template(fc.constant(n)));
}

/** A name, perhaps with a schema. */
export function qualified(name: Sql): Sql {
  return fc.oneof({ weight: 4, arbitrary: name }, { weight: 1, arbitrary: sql`${schemaName}.${name}` });
}

export const schemaName = oneOf('public', 'app', 'Other');
export const newTableName = oneOf('users', 'Order', long, 'größe', 'moved', 'users_body_idx');
export const newTable = qualified(newTableName);
export const newPartitioned = qualified(oneOf('parts', 'Parts 2'));
export const newPartition = qualified(oneOf('p_1', 'P 2', 'p_3', 'p_4', longUnicode));
export const newSequenceName = oneOf('users_id_seq', 'q', 'Seq 2', 'users_n_seq1', longUnicode);
export const newSequence = qualified(newSequenceName);
export const newView = qualified(oneOf('v', 'w', 'users_body_idx', 'parts_n_idx'));
export const newMaterializedView = qualified(oneOf('mv', 'Mat View'));
export const newIndexName = oneOf(
  'idx_a',
  'Idx B',
  'idx_c',
  longUnicode,
  'users_body_idx',
  'Order_n_idx1',
  'users_pkey',
  'users_body_key',
);

export const table = mostly(existing('table'), newTable);
export const anyTable = mostly(existing('anyTable'), newPartition);
export const partitioned = mostly(existing('partitioned'), newPartitioned);
export const materializedView = mostly(existing('materializedView'), newMaterializedView);
export const view = mostly(existing('view'), newView);
export const plainIndex = mostly(existing('plainIndex'), existing('index'));
export const index = mostly(existing('index'), qualified(newIndexName));

export const textColumn = oneOf('body', 'Name', longUnicode);
export const plainColumn = fc.oneof(textColumn, oneOf('id', 'n', 'at'));
export const anyColumn = fc.oneof(
  plainColumn,
  oneOf('tags', 'data', 'embedding', 'half', 'span', 'pt', 'search', 'renamed', 'text'),
);
export const newColumnName = oneOf('renamed', 'n', 'body', 'text', 'search');
