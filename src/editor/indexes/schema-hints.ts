import path from 'node:path';
import * as vscode from 'vscode';
import { isContractSchema } from '../../core/prisma-schema/contract-text';
import type { HiddenIndex, ModelHint } from '../../workflows/annotations';
import { booleanOr, ConfigValue } from '../config-value';
import { rangeIn, rangeInText } from '../documents/ranges';
import { toWorkspaceEdit } from '../documents/fix-edits';
import { displayName, ids } from '../ids';
import type { MigrationReader, SchemaHints } from '../lint/migration-reader';
import { Scheduler, systemClock } from '../scheduler';

const selector: vscode.DocumentFilter = { scheme: 'file', pattern: '**/*.prisma' };

/** Milliseconds of quiet before a schema is looked at again. */
const delay = 300;

/** A hint as it is shown, with the version of the document that it is about. */
interface Shown extends SchemaHints {
  readonly version: number;
  readonly diagnostics: ReadonlyMap<ModelHint, vscode.Diagnostic>;
}

/** Says at a model which indexes its table has that the schema does not show. */
export function registerSchemaHints(load: () => Promise<MigrationReader>): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('migration-guard-schema');
  const enabled = new ConfigValue(ids.settings.schemaHints.id, booleanOr(ids.settings.schemaHints.default));
  const shown = new Map<string, Shown>();

  const hide = (uri: vscode.Uri): void => {
    shown.delete(uri.toString());
    collection.delete(uri);
  };
  const documentOf = (key: string): vscode.TextDocument | undefined =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === key);

  const scheduler = new Scheduler(async (key) => {
    const document = documentOf(key);
    if (!document || !enabled.value) return;
    const { version } = document;
    const found = await load()
      .then((reader) => reader.hintsIn({ uri: key, text: document.getText(), version }))
      .catch(() => undefined); // A service to someone who is typing; linting tells what is wrong.
    if (document.isClosed || document.version !== version) return;
    if (!found) {
      hide(document.uri);
      return;
    }
    const diagnostics = new Map(found.hints.map((hint) => [hint, diagnosticOf(hint, document, found.texts)]));
    shown.set(key, { ...found, version, diagnostics });
    collection.set(document.uri, [...diagnostics.values()]);
  }, systemClock);

  const look = (document: vscode.TextDocument, after = delay): void => {
    if (vscode.languages.match(selector, document) > 0) scheduler.schedule(document.uri.toString(), after);
  };
  const lookAll = (): void => vscode.workspace.textDocuments.forEach((document) => look(document));
  lookAll();
  return vscode.Disposable.from(
    collection,
    enabled,
    { dispose: () => scheduler.dispose() },
    enabled.onDidChange((now) => (now ? lookAll() : collection.clear())),
    vscode.workspace.onDidOpenTextDocument((document) => look(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    vscode.workspace.onDidSaveTextDocument(lookAll),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => hide(uri)),
    vscode.languages.registerCodeActionsProvider(selector, {
      async provideCodeActions(document, range) {
        const hints = shown.get(document.uri.toString());
        if (hints?.version !== document.version) return [];
        const here = [...hints.diagnostics].filter(([, diagnostic]) => diagnostic.range.intersection(range));
        const actions = here.map(([hint, diagnostic]) => actionsFor(hint, diagnostic, document, hints));
        return (await Promise.all(actions)).flat();
      },
    }),
  );
}

function diagnosticOf(
  { range, indexes }: ModelHint,
  document: vscode.TextDocument,
  texts: ReadonlyMap<string, string>,
): vscode.Diagnostic {
  const names = indexes.map(({ name, what }) => (what === undefined ? name : `${name} (${what})`)).join(', ');
  const isContract = isContractSchema({ text: document.getText() });
  const schema = isContract ? path.posix.basename(document.uri.path) : 'schema.prisma';
  const message =
    indexes.length === 1
      ? vscode.l10n.t('1 index that {1} does not show: {0}.', names, schema)
      : vscode.l10n.t('{0} indexes that {2} does not show: {1}.', indexes.length, names, schema);
  const diagnostic = new vscode.Diagnostic(
    rangeIn(document, range),
    message,
    // Good to know at this model, and nothing that anybody has to put right: it is no problem for the panel.
    vscode.DiagnosticSeverity.Hint,
  );
  diagnostic.source = displayName;
  diagnostic.relatedInformation = indexes.flatMap(
    ({ name, origin }) =>
      (origin && [
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(
            vscode.Uri.parse(origin.file),
            rangeInText(texts.get(origin.file) ?? '', origin.range),
          ),
          vscode.l10n.t('{0} was made here, in {1}.', name, origin.migration),
        ),
      ]) ??
      [],
  );
  return diagnostic;
}

async function actionsFor(
  { indexes }: ModelHint,
  diagnostic: vscode.Diagnostic,
  document: vscode.TextDocument,
  { texts }: SchemaHints,
): Promise<vscode.CodeAction[]> {
  const actions = indexes.map(async (index) => [
    ...(await declareActions(index, document, texts)),
    ...goToActions(index, texts),
  ]);
  return (await Promise.all(actions)).flat().map((action) => {
    action.diagnostics = [diagnostic];
    return action;
  });
}

async function declareActions(
  { declare }: HiddenIndex,
  document: vscode.TextDocument,
  texts: ReadonlyMap<string, string>,
): Promise<vscode.CodeAction[]> {
  const edit = declare && (await toWorkspaceEdit(declare, document, { texts }));
  if (!edit) return [];
  const action = new vscode.CodeAction(declare.title, vscode.CodeActionKind.QuickFix);
  action.edit = edit;
  return [action];
}

function goToActions({ name, origin }: HiddenIndex, texts: ReadonlyMap<string, string>): vscode.CodeAction[] {
  if (!origin) return [];
  const title = vscode.l10n.t('Go to where {0} is made', name);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const selection = rangeInText(texts.get(origin.file) ?? '', origin.range);
  const target = vscode.Uri.parse(origin.file);
  action.command = { title, command: 'vscode.open', arguments: [target, { selection }] };
  return [action];
}
