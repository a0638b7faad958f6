import type { Range } from '../range';

/**
 * One file of a Prisma schema, or of a contract of Prisma 8: in its schema language, or the JSON that it emits. `file` is
 * its identity as it came in: a path or a URI.
 */
export interface SchemaFile {
  readonly file: string;
  readonly text: string;
}

/** One key of a declared index. */
export interface DeclaredKey {
  /** The column's name in the database. For a composite path, the path joined with dots. */
  readonly column: string;
  readonly sort?: 'asc' | 'desc';
  /** The operator class as the database knows it (`gin_trgm_ops`, `jsonb_path_ops`), with how it was written. */
  readonly ops?: { readonly name: string; readonly raw: boolean };
}

/** An index that the schema declares, with the names that the database uses. */
export interface DeclaredIndex {
  /** The index's (or constraint's) name in the database: as Prisma 3 and later make it, cut at 63 bytes. */
  readonly name: string;
  /** What Prisma 2 would have called it, where that differs; its databases still have these names. */
  readonly alsoNamed?: readonly string[];
  readonly table: string;
  /** From `@@schema`; undefined where the model does not say. */
  readonly schema: string | undefined;
  readonly kind: 'index' | 'unique' | 'id';
  /**
   * Made by Prisma for an implicit many-to-many relation, which the schema only implies. Both generations are
   * declared, `_AB_unique` (before Prisma 6) and `_AB_pkey` (since), though a database has only one of them.
   */
  readonly implicit: boolean;
  readonly keys: readonly DeclaredKey[];
  /** The access method from `type:`, lower case (`btree`, `gin`); undefined means the default. */
  readonly method: string | undefined;
  /** What stands in the place of keys, as a contract of Prisma 8 has it: any text that SQL takes there. */
  readonly expression?: string;
  /** The predicate as SQL, where it was written with `raw("…")`; object filters are kept as their source text. */
  readonly where: { readonly text: string; readonly raw: boolean } | undefined;
  /** Where the attribute stands; UTF-16 offsets from 0. For an implicit index the relation field of model A. */
  readonly file: string;
  readonly range: Range;
}

/** What else a contract of Prisma 8 declares, of the kinds that its `db update` drops where they are undeclared. */
export interface DeclaredObject {
  readonly kind: 'check' | 'policy' | 'row level security';
  /** Its name in the database; of row level security the table's. */
  readonly name: string;
  /** In the database the name goes on with `_` and a hash of eight digits. */
  readonly isPrefix: boolean;
  readonly table: string;
  /** As for an index. */
  readonly schema: string | undefined;
  /** Where it is declared; UTF-16 offsets from 0. */
  readonly file: string;
  readonly range: Range;
}

/** A model's table, for placing new declarations. */
export interface DeclaredTable {
  readonly model: string;
  readonly table: string;
  readonly schema: string | undefined;
  /** Database column name → field name. Relation fields have no column. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: string;
  /** The whole `model X { … }` block; one without its `}` ends after its last line that was read. */
  readonly range: Range;
}

/** What a Prisma schema says of itself as a whole. */
export interface SchemaSettings {
  /** `provider` of the datasource block as written (`postgresql`, `mysql` …); undefined where there is none. */
  readonly provider: string | undefined;
  readonly previewFeatures: readonly string[];
}

/** What is declared, by database names. */
export interface DeclaredThings {
  /** File by file in the order of the text, a field's attributes before its model's; implicit ones at the end. */
  readonly indexes: readonly DeclaredIndex[];
  readonly tables: readonly DeclaredTable[];
  /** None before Prisma 8, which declares no such thing. */
  readonly objects: readonly DeclaredObject[];
}

/** What a Prisma schema or contract declares. Reading never throws: half-typed parts are left out. */
export interface Declarations extends SchemaSettings, DeclaredThings {
  /** False where no schema was found: what it declares is not known then. */
  readonly isKnown: boolean;
  /** False where no index of that name can be among them; answers without reading the models. */
  mayDeclare(name: string): boolean;
}
