import type { MissingMigration } from './ask-in-worker';
import type { UrlSource } from '../../adapters/environments/url-source';
import type { DatabaseUrls } from './database-urls';
import type { KnownEnvironment } from './known-state';
import type { Projects } from './projects';
import type { AskOptions, StateStore } from './state-store';

/** What the databases say of the window's projects, asked again when something may have changed. */
export interface State {
  dispose(): void;
  readonly store: StateStore;
  readonly projects: Projects;
  /** The URLs that a person has entered. */
  readonly urls: DatabaseUrls;
  /** Where the URL of an environment of a project is read from. */
  urlSourceOf(root: string, environment: string): Promise<UrlSource>;
  /** The environments that a project has. */
  environmentsOf(root: string): Promise<readonly KnownEnvironment[]>;
  /** The text of a migration that is missing here, as git has it; undefined where it has not. */
  textElsewhere(migration: MissingMigration): Promise<string | undefined>;
  /** Brings the folder of such a one into the work tree. Rejects with a HumanError where it cannot come. */
  checkOut(migration: MissingMigration): Promise<void>;
  /** A name for the next migration of a project, from what has changed in its schema; undefined where there is none. */
  proposedNameOf(root: string): Promise<string | undefined>;
  /** Asks of all projects. Only where a person asked for it, the project's Prisma config is run for that. */
  refreshAll(options: AskOptions): Promise<void>;
  /** Tells whether somebody looks at what is shown: then it is asked for again from time to time. */
  setLookedAt(isLookedAt: boolean): void;
}
