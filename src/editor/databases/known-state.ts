import type { PlainIndex, PlainMigration, PlainObject, PlainStatus } from '../../workflows/plain-status';
import type { SettingOffer } from '../../core/config/setting-offer';
import type { FailureKind } from './failure-kind';

/** Where a migration stands in the database that was last asked, and what is known of its text. Files go by their URIs. */
export interface KnownMigration extends PlainMigration {
  /** What could be proved of a drifted one. */
  readonly verdict: 'cosmetic' | 'changed' | 'unproved' | undefined;
  /** For a drifted one the text that was applied, where it was found. Not remembered over a reload. */
  readonly appliedText: string | undefined;
  /** The checksum that Prisma would compute of the file now; undefined where there is none. */
  readonly fileChecksum: string | undefined;
}

/** How a protected index stands in that database. */
export type KnownIndex = PlainIndex;

/** How something protected that is no index stands there. */
export type KnownObject = PlainObject;

/** Where a project is; URIs. */
export interface ProjectFolders {
  readonly root: string;
  readonly migrationsFolder: string;
  /** The database that it is for, where that is another one than PostgreSQL: `mysql`. */
  readonly otherProvider?: string | undefined;
  /** Whether it is one of Prisma 8. */
  readonly isPrisma8?: boolean;
}

/** How one project stands in the database of one environment; plain data, so that it can be remembered. */
export interface KnownState extends PlainStatus, ProjectFolders {
  readonly migrations: readonly KnownMigration[];
  readonly production: boolean;
  /** Whether one person develops with it: decided by its host, never by the environment's name. */
  readonly isLocal: boolean;
  /** What to type before anything is written there, where it is production: `prod@db.example.com`. */
  readonly confirmation?: string | undefined;
  /** When it was asked, in milliseconds since 1970. */
  readonly askedAt: number;
}

/** Why nothing is known; the kind tells what to offer. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  /** The variable that the database URL is read from, where that is known. */
  readonly variable?: string | undefined;
  /** A setting of migration-guard.json that would help. */
  readonly offer?: SettingOffer | undefined;
}

/** An environment by the name that a person knows. */
export interface KnownEnvironment {
  readonly name: string;
  readonly production: boolean;
  /** False for the usual `dev` and `prod` where Railway, which would have them, is not linked. */
  readonly isOffered: boolean;
}
