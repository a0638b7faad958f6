import * as vscode from 'vscode';
import { pageOf } from '../core/rules/pages';
import { loadGrammar } from '../core/sql/grammar';
import { stoppableMatcher } from '../project/pattern-matcher';
import { otherProvider, textsOf } from '../workflows/lint';
import { ProjectLint } from '../workflows/project-lint';
import type { DocumentLinter, DocumentReport, DocumentSnapshot } from './linting';
import { readSource } from './project-sources';

/** A project as it was when it was read. `lint` is undefined where it is none of ours (another database). */
interface OpenProject {
  readonly lint: ProjectLint | undefined;
  /** By URI. */
  readonly texts: ReadonlyMap<string, string>;
}

async function openProject(migrations: vscode.Uri): Promise<OpenProject> {
  const source = await readSource(migrations);
  if (otherProvider(source) !== undefined) return { lint: undefined, texts: new Map() };
  return {
    lint: await ProjectLint.open(source, loadGrammar, { matchPattern: stoppableMatcher() }),
    texts: textsOf(source),
  };
}

/**
 * Makes the linter that knows whole projects. Only this module may import what parses: it is loaded when the first
 * migration is opened, not when the extension is activated.
 */
export function createProjectLinter(): DocumentLinter {
  /** By the URI of the migrations folder. */
  const projects = new Map<string, Promise<OpenProject>>();

  const projectOf = (migrations: vscode.Uri): Promise<OpenProject> => {
    const key = migrations.toString();
    const known = projects.get(key);
    if (known) return known;
    const opening = openProject(migrations);
    projects.set(key, opening);
    opening.catch(() => projects.delete(key)); // The next keystroke tries again.
    return opening;
  };

  const lint = async ({ uri, text }: DocumentSnapshot): Promise<DocumentReport> => {
    const document = vscode.Uri.parse(uri);
    const folder = vscode.Uri.joinPath(document, '..');
    const project = await projectOf(vscode.Uri.joinPath(folder, '..'));
    const name = folder.path.slice(folder.path.lastIndexOf('/') + 1);
    const findings = (await project.lint?.lintText({ name, file: uri, text })) ?? [];
    return { findings, texts: project.texts };
  };

  return {
    lint,
    // A schema, a config or a commit may concern any project, and reading one again takes some milliseconds.
    invalidate: () => projects.clear(),
    pageOf,
  };
}
