/** A table, or what else can have indexes, as the database's own catalogue has it. */
export interface CatalogueTable {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'partitioned table' | 'materialized view';
  /** As PostgreSQL itself would estimate them; undefined where it has never counted. Of partitions the sum. */
  readonly estimatedRows: number | undefined;
  /** On disk, without indexes. Of partitions the sum. */
  readonly bytes: number;
  /** On disk, of all its indexes. */
  readonly indexBytes: number;
}

interface CatalogueColumn {
  readonly name: string;
  /** As PostgreSQL writes it: `character varying(40)`. */
  readonly type: string;
  readonly isNullable: boolean;
  /** The expression of its default, or that it is generated from. */
  readonly default: string | undefined;
  readonly generated: 'identity' | 'stored' | 'virtual' | undefined;
}

interface CatalogueConstraint {
  readonly name: string;
  /** `PRIMARY KEY (id)`. */
  readonly definition: string;
  /** False for one that was added NOT VALID and never checked. */
  readonly isValidated: boolean;
}

/** What a table consists of, besides its indexes. */
export interface TableParts {
  readonly columns: readonly CatalogueColumn[];
  readonly constraints: readonly CatalogueConstraint[];
}

export interface CatalogueExtension {
  readonly name: string;
  readonly version: string;
  readonly schema: string;
}

/** The name of anything that stands among tables, indexes, views and sequences: they share their names. */
export interface RelationName {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
}
