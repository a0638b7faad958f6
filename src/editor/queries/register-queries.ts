import * as vscode from 'vscode';
import { indexUsesInWorker } from '../databases/ask-in-worker';
import type { State } from '../databases/state';
import type { Lazy } from '../lazy';
import type { DocumentLinter, DocumentReport } from '../lint/document-linter';
import { LintSession, type LintSessionDependencies } from '../lint/lint-session';
import { triggerLints } from '../lint/lint-triggers';
import type { QueryReader } from '../lint/query-reader';
import { QuickFixes } from '../lint/quick-fixes';
import type { Linting } from '../lint/register-linting';
import { systemClock } from '../scheduler';
import { registerIndexUsesLenses } from './index-uses-lenses';
import { IndexUsesStore } from './index-uses-store';
import { openQueries, type QueriesIn } from './open-queries';
import { mayHoldQueries, querySelector } from './query-documents';
import { registerQueryHover } from './query-hover';

/** Milliseconds after which nobody waits for the search of a project's code any longer. */
const timeoutMs = 120_000;

/** Findings in the queries of open scripts, as they are typed, with quick fixes; what serves a query, and which queries an index serves. */
export function registerQueries(
  linter: Lazy<DocumentLinter & QueryReader>,
  { findings, settings }: Pick<Linting, 'findings' | 'settings'>,
  { projects, log }: Pick<State, 'projects'> & Pick<LintSessionDependencies, 'log'>,
): vscode.Disposable {
  const queriesIn = openQueries(linter.load, projects);
  const session = new LintSession({
    ...{ findings, log, clock: systemClock },
    loadLinter: () => Promise.resolve(queryLinter(queriesIn, linter)),
    severityOf: (rule) => settings.rules.value.get(rule),
  });
  const uses = new IndexUsesStore({
    ...{ log, clock: systemClock },
    search: (folder, signal) => indexUsesInWorker(folder, { timeoutMs, signal }),
  });
  // A search of all files is work in the background.
  const isSearchWanted = (): boolean => settings.enable.value && settings.background.value;
  return vscode.Disposable.from(
    uses,
    registerIndexUsesLenses(uses, projects, isSearchWanted),
    settings.rules.onDidChange(() => session.lintAgain()),
    triggerLints(session, settings, ({ uri }) => mayHoldQueries(uri)),
    projects.onDidForget(() => session.lintAgain()),
    vscode.languages.registerCodeActionsProvider(querySelector, new QuickFixes(session), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    registerQueryHover(queriesIn, () => settings.enable.value),
    session,
  );
}

const nothing: DocumentReport = { findings: [], texts: new Map(), problems: [], unread: [], notices: [] };

/** What has no queries needs no linter. */
function queryLinter(queriesIn: QueriesIn, linter: Lazy<DocumentLinter>): DocumentLinter {
  return {
    lint: async (snapshot) => (await queriesIn(snapshot)) ?? nothing,
    invalidate: (uri) => linter.loaded()?.invalidate(uri),
  };
}
