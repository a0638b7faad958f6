import type { ProjectFolders } from '../../databases/known-state';
import type { ProjectView } from '../../databases/state-store';

/** A project of the window, and what is known of it in the chosen environment. */
export interface ShownProject {
  readonly folders: ProjectFolders;
  readonly view: ProjectView;
}
