/** PostgreSQL's limit for a name, in bytes of UTF-8. */
const limit = 63;
const ascii = /^[ -~]*$/;

/** A name as PostgreSQL keeps it: the first 63 bytes, without a character that would be cut in two. */
export function databaseName(name: string): string {
  return cutBytes(name, limit);
}

/** Prisma's default name of a primary key. Names in Prisma's sense: whole, though the database cuts them. */
export function primaryKeyName(table: string): string {
  return withSuffix(table, '_pkey');
}

/** Prisma's default name of an index, since 3.0: table and columns cut together, so that the suffix always survives. */
export function indexName(table: string, columns: readonly string[], unique: boolean): string {
  return withSuffix(`${table}_${columns.join('_')}`, unique ? '_key' : '_idx');
}

/** The default name that Prisma 2 gave an index; PostgreSQL did the cutting. */
export function prisma2IndexName(table: string, columns: readonly string[], unique: boolean): string {
  return databaseName(`${table}.${columns.join('_')}_${unique ? 'unique' : 'index'}`);
}

/** Whether Prisma, of whatever version, may have chosen the name: all of its default names end in one of these ways. */
export function isDefaultName(name: string): boolean {
  return /_(?:pkey|key|idx)$/.test(name) || name.includes('.') || /^_/.test(name);
}

/** The table of an implicit many-to-many relation and the names of its indexes. */
export interface JoinTableNames {
  readonly table: string;
  /** Of the primary key, since Prisma 6. */
  readonly primaryKey: string;
  /** Of the unique index in the primary key's place, before Prisma 6. */
  readonly unique: string;
  readonly index: string;
}

/** Here Prisma cuts after so many characters, not bytes; PostgreSQL then cuts what is still too long. */
export function joinTableNames(relation: string): JoinTableNames {
  const table = cutCharacters(`_${relation}`, limit);
  const named = (suffix: string): string =>
    databaseName(cutCharacters(table, limit - suffix.length) + suffix);
  return {
    table: databaseName(table),
    primaryKey: named('_AB_pkey'),
    unique: named('_AB_unique'),
    index: named('_B_index'),
  };
}

/** Source: `constraint_names.rs` of Prisma's engines; a test compares with the engine itself. */
function withSuffix(stem: string, suffix: string): string {
  return cutBytes(stem, limit - suffix.length) + suffix;
}

/** The first bytes of a text's UTF-8, without a character that would be cut in two. */
export function cutBytes(text: string, bytes: number): string {
  if (text.length <= bytes && ascii.test(text)) return text;
  let used = 0;
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    used += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (used > bytes) return text.slice(0, at);
    at += code < 0x10000 ? 1 : 2;
  }
  return text;
}

function cutCharacters(text: string, characters: number): string {
  return text.length <= characters ? text : Array.from(text).slice(0, characters).join('');
}
