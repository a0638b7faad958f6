import type { GuardFile } from '../core/config/guard-file';
import type { RefusedMigration } from '../core/linter/rules/prisma-refuses';
import type { SchemaFile } from '../core/prisma-schema/declarations';
import type { MigrationEdge } from '../core/prisma8/migration-graph';
import type { OperationsFile } from '../core/prisma8/operations-file';
import type { Range } from '../core/range';
import type { MigrationArchive } from './migration-archive';

/**
 * A migration as a folder with a `migration.sql`; `file` is its identity as it came in: a path or a URI. Of Prisma 8 the
 * file is an `ops.json`, and the text is the SQL that it carries out.
 */
export interface MigrationFile {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  /** False where some bytes of the file are not UTF-8: the text has U+FFFD for them. */
  readonly isUtf8?: boolean;
}

/** Another file of the project; `file` as above. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** A file or folder of the project that is there but could not be read. */
export interface UnreadFile {
  readonly file: string;
  /** What stood in the way: `permission denied`. */
  readonly reason: string;
  /** The migration whose text it would be. */
  readonly migration?: string | undefined;
}

/** Which Prisma reads and writes the project's migrations. */
export interface PrismaVersion {
  /** `major.minor.patch`, as exact as it is known. */
  readonly version: string;
  /** The whole version, where that says more: `8.0.0-rc.13`, or `0.11.0` of what became Prisma 8. */
  readonly release?: string;
  /**
   * installed: from node_modules; locked: from the package manager's lock file; required: lowest version that
   * package.json allows; assumed: none of them was found.
   */
  readonly source: 'installed' | 'locked' | 'required' | 'assumed';
}

/** The schema before and after the change that brought a migration in. */
export interface SchemaChange {
  readonly before: readonly SchemaFile[];
  readonly after: readonly SchemaFile[];
  /** The change, where it brought in more than this one migration: what the schema declared in between is not known. */
  readonly together?: BroughtTogether;
}

/** Several migrations that one commit brought in. */
interface BroughtTogether {
  readonly commit: string;
  readonly migrations: ReadonlySet<string>;
  /** The commit has no parent: there may have been a longer history of which this one knows nothing. */
  readonly isFirst: boolean;
}

/**
 * Why version control cannot say what the schema declared when a migration came in.
 *
 * - shallow: the commit that brought it is beyond the edge of a shallow clone; `command` gets the rest
 * - partial: a partial clone lacks the texts; `command` gets them
 * - together: it came with others in one commit, and there is nothing older
 * - beyond: git has no commit that brought it
 * - none: there is no version control
 */
export type HistoryCut =
  | { readonly cut: 'shallow' | 'partial'; readonly command: string }
  | { readonly cut: 'together'; readonly commit: string; readonly migrations: number }
  | { readonly cut: 'beyond' | 'none' };

/** What is known of the change that brought a migration in. */
export type CameWith = SchemaChange | HistoryCut;

/** What version control knows about a project, against one base. Nothing here runs a program of the project's. */
export interface ProjectHistory {
  /** The base's commit id; undefined where everything counts as new. */
  readonly base: string | undefined;
  /** The repository's folder, from the working directory, where that is outside of it: for commands that are printed. */
  readonly repository?: string | undefined;
  /** Names of the migrations that exist at the base: the settled ones. */
  settled(): Promise<ReadonlySet<string>>;
  /**
   * The migrations of the base that the working tree lacks or has with another text, as they were at the base; line
   * ends do not count. `file` is where each would be in the working tree.
   */
  changedSinceBase(now: readonly MigrationFile[]): Promise<readonly CommittedMigration[]>;
  /** Names of the migrations that HEAD has, whatever the base. */
  committed(): Promise<ReadonlySet<string>>;
  /** The schema at the base; undefined without one. */
  schemaAtBase(): Promise<readonly SchemaFile[] | undefined>;
  /** The text of drift-ignore.json at the base; undefined where there was none. */
  driftIgnoreAtBase(): Promise<string | undefined>;
  /** migration-guard.json at the base, named as it would be in the working tree; undefined where there was none. */
  guardConfigAtBase(): Promise<GuardFile | undefined>;
  /**
   * For each named migration the schema in the commit that brought its `migration.sql` in, wherever the migrations were
   * then, and in that commit's first parent; or why that is not known. A migration that is not committed is absent.
   */
  schemaWhenAdded(migrations: readonly string[]): Promise<ReadonlyMap<string, CameWith>>;
}

/** A migration as a commit has it. */
export interface CommittedMigration extends MigrationFile {
  /** The path of its file in that commit, from the repository's top; undefined where nobody asked. */
  readonly committedAs?: string | undefined;
}

/** An `ops.json` as it stands in its file, and as it was read. */
export interface OperationsText extends TextFile {
  readonly read: OperationsFile;
}

/** The script that writes an `ops.json`. */
export interface OperationsScript extends TextFile {
  /** Where each operation stands in it, in their order; undefined where that cannot be read without running it. */
  readonly operations: readonly Range[] | undefined;
}

/** A folder of migrations of Prisma 8. */
export interface MigrationsFolder8 {
  /** `app`, or the name of the extension. */
  readonly space: string;
  readonly edges: readonly MigrationEdge[];
}

/** What there is of a project of Prisma 8 besides what each project has. */
export interface Prisma8Source {
  /** The migrations of each folder: of the extensions, then the app's own. */
  readonly folders: readonly MigrationsFolder8[];
  /** By the name of the migration, those of all lines. */
  readonly operations: ReadonlyMap<string, OperationsText>;
  /** Migrations that do not lie on the way from the empty database to the contract: each line from its beginning. */
  readonly otherLines: readonly (readonly MigrationFile[])[];
  readonly refused: readonly RefusedMigration[];
  /** The contract as people write it. */
  readonly contract: TextFile | undefined;
  /** The hash of the emitted contract. */
  readonly contractHash: string | undefined;
  /** The contract of that hash, as a migration from it or to it keeps it. */
  contractAt(hash: string): Promise<readonly SchemaFile[] | undefined>;
  /** The folder above the migrations of the app and of its extensions: a path or a URI. */
  readonly spaces: string;
  /** The script that writes the migration's operations; undefined where there is none. */
  scriptOf(migration: string): Promise<OperationsScript | undefined>;
  /** The contracts from which and to which the named migrations lead, of those whose both contracts are kept. */
  schemaWhenAdded(migrations: readonly string[]): Promise<ReadonlyMap<string, SchemaChange>>;
}

/** Everything that linting needs to know of one project. */
export interface LintSource {
  /** The project's folder, as a person would name it. */
  readonly root: string;
  /** Where the migrations are: a path or a URI. */
  readonly migrationsFolder?: string;
  /** In the order in which the project's own Prisma applies them. */
  readonly migrations: readonly MigrationFile[];
  /** Names of folders among the migrations that have no `migration.sql`: Prisma stops at them. */
  readonly emptyFolders?: readonly string[];
  /** What belongs to the project and could not be read; absent where all of it could. */
  readonly unread?: readonly UnreadFile[];
  /** The schema in the working tree; empty where there is none. */
  readonly schema: readonly SchemaFile[];
  readonly driftIgnore: TextFile | undefined;
  /** Where drift-ignore.json is, or would be made. */
  readonly driftIgnoreFile: string;
  /** migration-guard.json, with what it extends. */
  readonly config: GuardFile | undefined;
  /** The Prisma config, where it is another one than Prisma finds by itself. */
  readonly prismaConfig?: string | undefined;
  /** Whether the Prisma config and the `.env` in its folder are those of another project. */
  readonly isGuest?: boolean;
  readonly prisma: PrismaVersion;
  /** `provider` of migration_lock.toml; the schema's word goes first. */
  readonly lockProvider: string | undefined;
  /** Undefined without git: then every migration is a draft. */
  readonly history: ProjectHistory | undefined;
  /** There for a project of Prisma 8. */
  readonly prisma8?: Prisma8Source;
  /** What git keeps of migrations that are not in the folder; absent without git. */
  readonly archive?: MigrationArchive | undefined;
}
