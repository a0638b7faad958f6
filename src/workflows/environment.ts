import type { DatabaseUrl } from '../core/environment/database-url';

/** A database by its name, resolved: ready to connect to. */
export interface Environment {
  /** As a person calls it: `local`, `prod`, or a name of migration-guard.json. */
  readonly name: string;
  readonly url: DatabaseUrl;
  /** The way past a pooler, where the project has one. */
  readonly directUrl?: DatabaseUrl | undefined;
  readonly shadowUrl?: DatabaseUrl | undefined;
  readonly production: boolean;
  /** The production environment whose database this one turns out to be, where its own name does not say so. */
  readonly productionAs?: string | undefined;
  /** Where the URL was found, for messages: `DATABASE_URL of .env`. */
  readonly from: string;
}
