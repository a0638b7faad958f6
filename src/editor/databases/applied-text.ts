import * as vscode from 'vscode';
import type { Projects } from './projects';

/** The scheme under which the texts that were applied are shown. */
const appliedScheme = 'migration-guard-applied';

/** Lets VS Code open the texts that were applied to a database as documents. */
export function registerAppliedTexts(projects: Pick<Projects, 'migrationAt'>): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(appliedScheme, {
    provideTextDocumentContent: async ({ query }) =>
      (await projects.migrationAt(vscode.Uri.parse(query)))?.known?.appliedText ?? '',
  });
}

/** The URI of the text that was applied as the migration of that name, whose file is at `uri` now. */
export function appliedTextUri(name: string, uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: appliedScheme, path: `/${name}/migration.sql`, query: uri.toString() });
}
