/**
 * What shows a rule at work; each example is also its test. The examples of a rule stand beside it in
 * `<id>.examples.ts`, which no bundle has.
 */
interface Example {
  readonly title: string;
  /** `severity index: message` for each finding of this rule, in order. */
  readonly reports: readonly string[];
}

/** A small history, and the migration that a rule judges, or in which suppressions stand. */
export interface MigrationExample extends Example {
  /** The migrations before, oldest first. */
  readonly history: readonly string[];
  /** The models in schema.prisma as of the migration. */
  readonly schema: string;
  /** The models before the change, where they differ. */
  readonly schemaBefore?: string;
  /** By the position of a migration before, from 0: the models with which it came, where that is known. */
  readonly schemaWhenAdded?: Readonly<Record<number, string>>;
  readonly driftIgnore?: string;
  readonly migration: string;
  /** The migrations behind it. */
  readonly later?: readonly string[];
  /** The migration after its preferred fixes, where there are any. */
  readonly fixed?: string;
}

/** A change with the files that configure us, at the base and now. */
export interface ConfigurationExample extends Omit<MigrationExample, 'fixed'> {
  readonly driftIgnoreBefore?: string;
  /** migration-guard.json. */
  readonly config?: string;
  /** Null for none. */
  readonly configBefore: string | null;
}

/** A history at the base and as it is now: the migrations' texts by name, in order. */
export interface HistoryExample extends Example {
  readonly base: Readonly<Record<string, string>>;
  readonly now: Readonly<Record<string, string>>;
}

/** The text of a migration that a database has applied, and the text as it is. */
export interface AppliedTextExample extends Example {
  /** Undefined where it is not to be found. */
  readonly applied: string | undefined;
  readonly text: string;
  /** The text after the preferred fix. */
  readonly fixed?: string;
}

/** Code whose queries a rule judges by all migrations. */
export interface QueryExample extends Example {
  /** The migrations, oldest first. */
  readonly history: readonly string[];
  readonly code: string;
  /** What the code is: a script without it. A migration comes last in the history. */
  readonly file?: 'query.ts' | 'query.sql' | 'migration.sql';
  /** The code after the first fix of its first finding. */
  readonly fixed?: string;
}

/** Migrations of Prisma 8 by name, as the texts of their files; see `MigrationTexts`. */
export interface FilesExample extends Example {
  readonly migrations: Readonly<Record<string, { readonly facts: string; readonly operations: string }>>;
}
