import * as vscode from 'vscode';
import { vectorOperatorPattern } from '../../core/vectors/operators';
import type { Projects } from '../databases/projects';
import type { DocumentSnapshot } from '../lint/document-linter';
import type { QueriesReport, QueryReader } from '../lint/query-reader';
import { projectsOfFile } from './projects-of-file';

/** Asks what there is to say of the queries in a document. */
export type QueriesIn = (document: DocumentSnapshot) => Promise<QueriesReport | undefined>;

/**
 * Nothing is loaded for a text without vector operators, or for one of no project: undefined.
 *
 * @param load makes the reader when it is first needed
 */
export function openQueries(load: () => Promise<QueryReader>, projects: Pick<Projects, 'found'>): QueriesIn {
  return async (document) => {
    if (!vectorOperatorPattern.test(document.text)) return undefined;
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(document.uri))?.uri.toString();
    const own = projectsOfFile(document.uri, await projects.found(), folder);
    if (own.length === 0) return undefined;
    const reader = await load();
    return reader.queriesIn(
      document,
      own.map(({ migrationsFolder }) => migrationsFolder),
    );
  };
}
