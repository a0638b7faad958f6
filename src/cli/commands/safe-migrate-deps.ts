import type { SchemaSnapshot } from '../../core/database/schema-snapshot';
import type { CleanMigration } from '../../workflows/clean-migration';
import type { DriftReport } from '../../workflows/check-drift';
import type { Environment } from '../../workflows/environment';
import type { LintSource, MigrationFile } from '../../workflows/lint-source';
import type { Progress } from '../../workflows/progress';
import type { Rehearsal } from '../../workflows/rehearsal';
import type { StatusReport } from '../../workflows/status';
import type { TerminalProgress } from '../progress';
import type { Environment as Variables, Output } from '../terminal';
import type { SafeMigrateArgs } from './safe-migrate-args';

/** What Prisma wrote; it is in no folder of the project any more. */
export interface Drafted {
  /** The name that Prisma gave it; empty where it gave none. */
  readonly name: string;
  readonly sql: string;
}

/** What came of asking Prisma for a migration. */
export type Drafting =
  /** Undefined where it wrote none. */
  | { readonly kind: 'drafted'; readonly draft: Drafted | undefined }
  /** It wants to ask a person whether it may do so, after these warnings, which are sentences. */
  | { readonly kind: 'asks'; readonly warnings: readonly string[] }
  /** It wants to reset the database. */
  | { readonly kind: 'wants-reset' }
  /** To be read behind `prisma migrate dev`. */
  | { readonly kind: 'failed'; readonly how: string };

/** How the database stands, and whether it has tables at all. */
export interface Look {
  readonly status: StatusReport;
  readonly hasTables: boolean;
}

/** A project, and the database that it is developed with. */
export interface SafeMigrateTarget {
  readonly source: LintSource;
  /** `Prisma 7.10.0` */
  readonly prisma: string;
  /** Undefined where no database can or shall be asked. */
  readonly environment: Environment | undefined;
  /** Why not, a sentence; undefined where the person wants none to be asked. */
  readonly withoutDatabase: string | undefined;
  /** @throws HumanError where the database gives no answer */
  readonly look: () => Promise<Look>;
  readonly checkDrift: () => Promise<DriftReport>;
  /** `migrate dev --create-only`. @throws Interrupted */
  readonly draftByDev: (label: string) => Promise<Drafting>;
  /** `migrate diff`, with an embedded database in the place of the project's. @throws HumanError where that fails */
  readonly draftByDiff: () => Promise<Drafting>;
  /** The name under which a migration comes last: the drafted one if that does. @throws HumanError where none can */
  readonly nameFor: (label: string, drafted: string) => string;
  /** The path of a migration's file. */
  readonly fileOf: (migration: string) => string;
  /** Replays the history on an embedded database. @throws HumanError where the prelude fails */
  readonly rehearse: (progress: Progress) => Promise<Rehearsal>;
  /** Undefined where Prisma compares only a part of the schema, and only Prisma knows which. */
  readonly readSnapshot: (() => Promise<SchemaSnapshot>) | undefined;
  /** Reads the history, on which drafts are then cleaned. @throws HumanError for mistakes in the configuration */
  readonly openLint: () => Promise<(drafted: MigrationFile) => Promise<CleanMigration>>;
  /** @throws HumanError where nothing was written */
  readonly write: (migration: MigrationFile) => void;
}

export interface SafeMigrateDeps {
  /** @throws HumanError where there is no such project, environment or Prisma */
  readonly open: (args: SafeMigrateArgs) => Promise<SafeMigrateTarget>;
  /** Asks for a line of text; undefined where nobody can be asked, or does not want to answer. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** One run of the command. `clean` lints and fixes a draft. */
export interface Making {
  readonly args: SafeMigrateArgs;
  readonly target: SafeMigrateTarget;
  readonly deps: SafeMigrateDeps;
  readonly progress: TerminalProgress;
  readonly clean: (drafted: MigrationFile) => Promise<CleanMigration>;
  /** The same one each time. @throws HumanError as the target's */
  readonly rehearse: () => Promise<Rehearsal>;
}
