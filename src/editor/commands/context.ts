import type { Extension, LogOutputChannel } from 'vscode';
import type { State } from '../databases/state';
import type { DocumentLinter } from '../lint/document-linter';
import type { MigrationReader } from '../lint/migration-reader';
import type { Views } from '../views/register-views';

/** What the commands work with. Each is given this, and then whatever its caller gives. */
export interface CommandContext {
  readonly state: State;
  readonly views: Pick<Views, 'lines' | 'migrations' | 'update' | 'showMore'>;
  readonly loadReader: () => Promise<MigrationReader & Pick<DocumentLinter, 'lint' | 'invalidate'>>;
  readonly log: Pick<LogOutputChannel, 'show' | 'error'>;
  readonly extension: Pick<Extension<unknown>, 'id'>;
}
