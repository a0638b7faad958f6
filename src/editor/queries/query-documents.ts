import type * as vscode from 'vscode';

/** Files that may hold queries. By path, not by language: which one a `.sql` file has depends on the other extensions. */
export const querySelector: vscode.DocumentFilter = {
  scheme: 'file',
  pattern: '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,sql}',
};

/** Whether a file may hold queries of a project's code; what the history makes is judged with the migrations. */
export function mayHoldQueries({ scheme, path }: Pick<vscode.Uri, 'scheme' | 'path'>): boolean {
  if (scheme !== 'file' || !/\.(?:[cm]?[jt]sx?|sql)$/i.test(path)) return false;
  return !/\.d\.[cm]?ts$|\/migration\.sql$|\/node_modules\//i.test(path);
}
