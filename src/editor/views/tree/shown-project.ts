import type { ProjectFolders } from '../../databases/known-state';
import type { ProjectView } from '../../databases/state-store';
import type { LintedProject } from '../../findings/linted-project';
import type { MigrationRow } from './migration-row';
import type { KnownFinding } from '../../findings/known-finding';

/** A project of the window, and what is known of it: by its files, and in the chosen environment. */
export interface ShownProject {
  readonly folders: ProjectFolders;
  readonly view: ProjectView;
  /** Undefined while nobody has looked at them. */
  readonly files: LintedProject | undefined;
  /** All that is wrong in it. */
  readonly findings: readonly KnownFinding[];
  readonly migrations: readonly MigrationRow[];
}
