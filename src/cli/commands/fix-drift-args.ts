import type { DatabaseUrl } from '../../core/environment/database-url';
import type { DriftReport } from '../../workflows/check-drift';
import type { ChecksumFixer, DatabaseReader } from '../../workflows/database';
import type { KeepPlan } from '../../workflows/keep-indexes';
import type { LintSource } from '../../workflows/lint-source';
import type { Sharing } from '../../workflows/repairable';
import type { Ask } from '../ask';
import type { Environment as Variables, Output } from '../terminal';
import type { OpenedProject } from './lint';
import type { Connected } from './status';

export interface FixDriftArgs {
  /** Folder names of migrations, as in the next two. */
  readonly names: readonly string[];
  readonly accepted: readonly string[];
  /** Files to give their applied text back; then nothing is fixed. */
  readonly restore: readonly string[];
  /** One that keeps indexes now and dropped them when it was applied; then nothing else is fixed. */
  readonly keepIndexes: string | undefined;
  readonly allCosmetic: boolean;
  /** A path, where there are several projects. */
  readonly project: string | undefined;
  /** The environment's name. */
  readonly env: string;
  /** Do not ask. */
  readonly yes: boolean;
  readonly color: boolean | undefined;
}

/** A database in which checksums can be repaired. */
export interface Repairable extends Connected, ChecksumFixer {
  readonly url: DatabaseUrl;
}

export interface FixDriftDeps {
  readonly openProjects: (paths: readonly string[]) => Promise<readonly OpenedProject[]>;
  /** @throws HumanError where the environment has no database URL */
  readonly connect: (source: LintSource, environment: string) => Promise<Repairable>;
  readonly checkDrift: (
    source: LintSource,
    environment: string,
    database: DatabaseReader,
  ) => Promise<DriftReport>;
  readonly planKeep: (
    source: LintSource,
    report: DriftReport,
    name: string,
    database: DatabaseReader,
  ) => Promise<KeepPlan | string>;
  /** Whether the URL leads to this machine or to a host that the project lists as local. */
  readonly isLocal: (source: LintSource, url: DatabaseUrl) => boolean;
  readonly sharedWith: (source: LintSource, environment: string, database: Repairable) => Promise<Sharing>;
  /** The checksum of the file's bytes as they are now; undefined where it is gone. */
  readonly checksumOfFile: (file: string) => string | undefined;
  /** Writes a file that is known to hold `before`. @throws HumanError where it does not, or cannot be written */
  readonly replaceText: (file: string, before: string, text: string) => void;
  readonly ask: Ask;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** What is left for the exit code: refused or declined, interrupted, done. */
export type FixExit = 0 | 1 | 130;
