import type { LiveState } from '../../core/protection/live-state';
import type { AppliedState } from '../../core/status/migration-status';
import type { TroubleKind } from './trouble-kind';

/** Where a migration stands in the database that was last asked; plain data, so that it can be remembered. */
export interface KnownMigration {
  readonly name: string;
  /** The URI of its `migration.sql`; undefined where there is none. */
  readonly file: string | undefined;
  readonly state: AppliedState;
  /** What could be proved of a drifted one. */
  readonly verdict: 'cosmetic' | 'changed' | 'unproved' | undefined;
  /** For a drifted one the text that was applied, where it was found. Not remembered over a reload. */
  readonly appliedText: string | undefined;
  /** When it was applied or last tried, in ISO 8601. */
  readonly at: string | undefined;
  /** The checksum of the row that tells the state. */
  readonly checksum: string | undefined;
  /** The checksum that Prisma would compute of the file now; undefined where there is none. */
  readonly fileChecksum: string | undefined;
  /** How many rows have its name. */
  readonly attempts: number;
  readonly outOfOrder: boolean;
  readonly stray: boolean;
  /** What the database said when it failed. */
  readonly logs: string | undefined;
}

/** How a protected index fares in that database. */
export interface KnownIndex {
  readonly schema: string | undefined;
  readonly name: string;
  readonly table: string | undefined;
  readonly state: LiveState;
  /** Each completes "it has". */
  readonly differences: readonly string[];
  /** `ivfflat`; undefined where nobody knows. */
  readonly method: string | undefined;
  /** What makes it. */
  readonly statement: string | undefined;
  /** Whether drift-ignore.json lists it. */
  readonly isListed: boolean;
  /** Whether schema.prisma declares it. */
  readonly isDeclared: boolean;
  readonly origin: KnownOrigin | undefined;
}

/** The statement that makes an index; undefined where no migration has one. */
export interface KnownOrigin {
  /** The name of the migration. */
  readonly migration: string;
  /** Its URI, in which the offsets are, in UTF-16 units. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Where a project is; URIs. */
export interface ProjectPlaces {
  readonly root: string;
  readonly migrationsFolder: string;
  /** The database that it is for, where that is another one than PostgreSQL: `mysql`. */
  readonly otherProvider?: string | undefined;
}

/** How one project stands in the database of one environment. */
export interface KnownState extends ProjectPlaces {
  readonly environment: string;
  /** Where the database is: `localhost:5432/app`. */
  readonly place: string;
  readonly production: boolean;
  /** What to type before anything is written there, where it is production: `prod@db.example.com`. */
  readonly confirmation?: string | undefined;
  /** False where nothing has ever been applied. */
  readonly hasTable: boolean;
  readonly migrations: readonly KnownMigration[];
  readonly indexes: readonly KnownIndex[];
  /** When it was asked, in milliseconds since 1970. */
  readonly askedAt: number;
}

/** Why nothing is known; the kind tells what to offer. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly message: string;
  /** The variable that the database URL is read from, where that is known. */
  readonly variable?: string | undefined;
}

/** An environment by the name that a person knows. */
export interface KnownEnvironment {
  readonly name: string;
  readonly production: boolean;
}
