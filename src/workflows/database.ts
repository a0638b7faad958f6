import type { CatalogueIndex } from '../core/database/catalogue';
import type { MigrationRow } from '../core/database/migration-row';

/** What a workflow asks of a database. Every question is read-only, and each throws HumanError where there is no answer. */
export interface DatabaseReader {
  /** Where it is, as a person knows it: `localhost:5432/app`. */
  readonly place: string;
  /** Oldest first; undefined where there is no `_prisma_migrations`, because nothing has been applied yet. */
  readonly readRows: () => Promise<readonly MigrationRow[] | undefined>;
  /** Every index outside PostgreSQL's own schemas. */
  readonly readIndexes: () => Promise<readonly CatalogueIndex[]>;
}
