import * as vscode from 'vscode';
import type { IndexMention } from '../../core/symbols/index-mentions';
import type { StatementKind } from '../../core/symbols/statement-titles';
import type { Range } from '../../core/range';
import { rangeIn, rangeInText } from '../documents/ranges';
import type { IndexCard } from '../../workflows/index-symbols';
import { hoverOf, type LastKnown } from './index-hover';
import type { State } from '../databases/state';
import { displayName } from '../ids';
import type { MigrationSymbols, MigrationReader } from '../lint/migration-reader';
import { isLintedDocument, isOperations, migrationSelector } from '../documents/migration-documents';

/** What is shown of the indexes that an open migration names: hover, definition, references; and its statements. */
export function registerIndexFeatures(
  load: () => Promise<MigrationReader>,
  { store, projects }: Pick<State, 'store' | 'projects'>,
): vscode.Disposable {
  const knownIndex = async (uri: vscode.Uri, { schema, name }: IndexCard): Promise<LastKnown | undefined> => {
    if (uri.scheme !== 'file' || store.roots().length === 0) return undefined;
    const known = (await projects.migrationAt(uri))?.view.known;
    const index = known?.protectedIndexes.find(
      (one) => one.name === name && (one.schema === null || schema === undefined || one.schema === schema),
    );
    return known && index && { index, environment: known.environment, askedAt: known.askedAt };
  };

  const named = async (
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<NamedIndex | undefined> => {
    if (!isLintedDocument(document)) return undefined;
    const { version } = document;
    const snapshot = { uri: document.uri.toString(), text: document.getText(), version };
    const found = await (await load()).symbolsOf(snapshot);
    const mention = found?.symbols.mentionAt(found.migration, document.offsetAt(position));
    return found && mention && document.version === version ? { ...found, document, mention } : undefined;
  };

  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(migrationSelector, {
      async provideHover(document, position) {
        const index = await named(document, position);
        if (!index) return undefined;
        const { symbols, migration, mention } = index;
        const card = await symbols.cardOf(migration, mention);
        const last = await knownIndex(document.uri, card).catch(() => undefined);
        const range = rangeIn(document, mention.range);
        const context = { last, isReported: isReported(document.uri, range, card.name) };
        const text = hoverOf(card, context, (file, span) => locationOf(index, file, span).range);
        return new vscode.Hover(text, range);
      },
    }),
    vscode.languages.registerDefinitionProvider(migrationSelector, {
      async provideDefinition(document, position) {
        const index = await named(document, position);
        const origin = index?.symbols.originOf(index.migration, index.mention);
        return index && origin && locationOf(index, origin.file, origin.range);
      },
    }),
    vscode.languages.registerReferenceProvider(migrationSelector, {
      async provideReferences(document, position, { includeDeclaration }) {
        const index = await named(document, position);
        return index?.symbols
          .referencesOf(index.migration, index.mention)
          .filter(({ role }) => includeDeclaration || role !== 'made')
          .map(({ file, range }) => locationOf(index, file, range));
      },
    }),
    vscode.languages.registerDocumentSymbolProvider(migrationSelector, {
      async provideDocumentSymbols(document) {
        // Of JSON there is an outline already.
        if (!isLintedDocument(document) || isOperations(document.uri)) return undefined;
        const reader = await load();
        return reader
          .titlesIn(document.getText())
          .map(
            ({ title, kind, range, selection }) =>
              new vscode.DocumentSymbol(
                title,
                '',
                kind === undefined ? vscode.SymbolKind.Event : symbolKinds[kind],
                rangeIn(document, range),
                rangeIn(document, selection),
              ),
          );
      },
    }),
  );
}

/** An index that is named where somebody points in a document. */
interface NamedIndex extends MigrationSymbols {
  readonly document: vscode.TextDocument;
  readonly mention: IndexMention;
}

const symbolKinds: Readonly<Record<StatementKind, vscode.SymbolKind>> = {
  table: vscode.SymbolKind.Struct,
  index: vscode.SymbolKind.Key,
  type: vscode.SymbolKind.Enum,
  routine: vscode.SymbolKind.Function,
  view: vscode.SymbolKind.Interface,
  sequence: vscode.SymbolKind.Number,
  schema: vscode.SymbolKind.Namespace,
  data: vscode.SymbolKind.Array,
};

/** Whether a diagnostic of ours there speaks of the index. */
function isReported(uri: vscode.Uri, mentioned: vscode.Range, name: string): boolean {
  return vscode.languages
    .getDiagnostics(uri)
    .some(
      ({ source, range, message }) =>
        source === displayName && message.includes(name) && range.intersection(mentioned) !== undefined,
    );
}

function locationOf({ document, texts }: NamedIndex, file: string, range: Range): vscode.Location {
  const isHere = file === document.uri.toString();
  return new vscode.Location(
    vscode.Uri.parse(file),
    isHere ? rangeIn(document, range) : rangeInText(texts.get(file) ?? '', range),
  );
}
