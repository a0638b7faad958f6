import * as vscode from 'vscode';
import type { KnownIndex, KnownState } from '../../databases/known-state';
import { indexLabel } from '../../labels/index-state';
import { momentOf } from '../../labels/migration-state';
import { asMarkdown } from '../../markdown';
import { findingLines } from '../tree/finding-nodes';
import type { Subject } from '../tree/tree-node';
import type { IndexRow } from './protected-row';

/** What is shown of a protected index when the pointer rests on it, as Markdown. */
export function indexTooltip(
  { thing, known, threat }: IndexRow,
  state: KnownState | undefined,
  { isPrisma8 = false }: Pick<Subject, 'isPrisma8'>,
): string {
  const { name, createStatement, listed, declared, origin } = thing;
  const how =
    known && state
      ? vscode.l10n.t('{0} in {1} ({2})', indexLabel(known), state.environment, state.place)
      : vscode.l10n.t('Whether a database has it is not known yet.');
  const why = [
    origin === null
      ? vscode.l10n.t('No migration makes it.')
      : vscode.l10n.t('It is made in {0}.', origin.migration),
    isPrisma8 ? declaredInContract(declared) : declaredInSchema(declared),
    listed
      ? vscode.l10n.t('drift-ignore.json lists it.')
      : vscode.l10n.t('drift-ignore.json does not list it.'),
  ];
  const who = known?.droppedBy ? [asMarkdown(dropSentence(known.droppedBy))] : [];
  const lines = [`**${asMarkdown(name)}**`, asMarkdown(how), ...who, asMarkdown(why.join(' '))];
  const danger = threat ? [findingLines([threat.finding])] : [];
  const code =
    createStatement === null
      ? []
      : [new vscode.MarkdownString().appendCodeblock(createStatement, 'sql').value];
  return [lines.join('  \n'), ...danger, ...code].join('\n\n');
}

function declaredInSchema(declared: boolean): string {
  return declared
    ? vscode.l10n.t('schema.prisma declares it.')
    : vscode.l10n.t('schema.prisma does not declare it.');
}

function declaredInContract(declared: boolean): string {
  return declared
    ? vscode.l10n.t('The contract declares it.')
    : vscode.l10n.t('The contract does not declare it.');
}

function dropSentence({ migration, appliedAt, intent }: NonNullable<KnownIndex['droppedBy']>): string {
  const when = momentOf(appliedAt);
  return intent === 'generated'
    ? vscode.l10n.t('{0}, applied {1}, dropped it by a statement that Prisma generated.', migration, when)
    : vscode.l10n.t('{0}, applied {1}, dropped it by a statement written by hand.', migration, when);
}
