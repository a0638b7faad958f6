import * as vscode from 'vscode';
import type { KnownState } from '../../databases/known-state';
import type { FileObject } from '../../findings/linted-project';
import { kindLabel, lossSentence, unseenSentence } from '../../labels/object-kind';
import { objectLabel } from '../../labels/object-state';
import { asMarkdown } from '../../markdown';
import { findingLines } from '../tree/finding-nodes';
import type { ObjectRow } from './protected-row';

/** What is shown of a protected object when the pointer rests on it, as Markdown. */
export function objectTooltip({ thing, known, threat }: ObjectRow, state: KnownState | undefined): string {
  const how =
    known && state
      ? vscode.l10n.t('{0} in {1} ({2})', objectLabel(known), state.environment, state.place)
      : vscode.l10n.t('Whether a database has it is not known yet.');
  const facts = [unseenSentence(thing), lossSentence(thing)].filter((fact) => fact !== undefined);
  const origin = [whoMade(thing), ...(thing.listed ? [vscode.l10n.t('drift-ignore.json lists it.')] : [])];
  const lines = [`**${asMarkdown(thing.name)}**, ${asMarkdown(whatItIs(thing))}`, asMarkdown(how)];
  const danger = threat ? [findingLines([threat.finding])] : [];
  const sql = thing.statements?.map((statement) => `${statement};`).join('\n');
  const code = sql === undefined ? [] : [new vscode.MarkdownString().appendCodeblock(sql, 'sql').value];
  return [
    lines.join('  \n'),
    ...danger,
    asMarkdown(facts.join(' ')),
    asMarkdown(origin.join(' ')),
    ...code,
  ].join('\n\n');
}

function whatItIs({ kind, table }: FileObject): string {
  const what = kindLabel(kind);
  return table === null || kind === 'row level security' ? what : vscode.l10n.t('{0} of {1}', what, table);
}

function whoMade({ origin }: FileObject): string {
  return origin === null
    ? vscode.l10n.t('No migration makes it.')
    : vscode.l10n.t('It is made in {0}.', origin.migration);
}
