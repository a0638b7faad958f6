import * as vscode from 'vscode';
import type { KnownMigration, KnownState } from '../../databases/known-state';
import { lastTried, momentOf, migrationLabel, verdictLabel } from '../../labels/migration-state';
import { whereLabel } from '../../labels/whereabouts';
import { asMarkdown } from '../../markdown';
import { findingLines } from '../tree/finding-nodes';
import type { MigrationRow } from '../tree/migration-row';

/** A checksum as code; what a database has in its place may be anything. */
function asCode(checksum: string): string {
  return /^\w+$/.test(checksum) ? `\`${checksum}\`` : asMarkdown(checksum);
}

/** What is shown of a migration when the pointer rests on it, as Markdown. */
export function migrationTooltip(row: MigrationRow, state: KnownState | undefined): string {
  const about =
    row.known && state
      ? knownTooltip(row.known, state)
      : `**${asMarkdown(row.name)}**  \n${asMarkdown(fileLabel(row))}`;
  return [about, findingLines(row.dangers)].filter((part) => part !== '').join('\n\n');
}

function fileLabel({ isSettled }: MigrationRow): string {
  return isSettled === true
    ? vscode.l10n.t('Merged. Whether it is applied is not known yet.')
    : vscode.l10n.t('A draft: not merged yet. Whether it is applied is not known yet.');
}

function knownTooltip(migration: KnownMigration, { environment, place }: KnownState): string {
  const { name, state, attempts, verdict, checksum, fileChecksum, logs, where, lostIndexes } = migration;
  const at = lastTried(migration);
  const when = at === null ? '' : momentOf(at);
  const facts: readonly (readonly [string, string])[] = [
    [vscode.l10n.t('State'), migrationLabel(migration, environment)],
    [vscode.l10n.t('When'), attempts > 1 ? vscode.l10n.t('{0}, attempt {1}', when, attempts) : when],
    [vscode.l10n.t('Dropped'), lostIndexes.join(', ')],
    [vscode.l10n.t('In git'), where ? whereLabel(where) : ''],
    [vscode.l10n.t('Verdict'), verdict === undefined ? '' : verdictLabel(verdict)],
    [vscode.l10n.t('Database'), place],
  ];
  const checksums: readonly (readonly [string, string])[] = [
    [vscode.l10n.t('Checksum in the database'), checksum ?? ''],
    [vscode.l10n.t('Checksum of the file'), fileChecksum ?? ''],
  ];
  const lines = [
    `**${asMarkdown(name)}**`,
    ...facts.flatMap(([what, value]) => (value === '' ? [] : `${asMarkdown(what)}: ${asMarkdown(value)}`)),
    ...checksums.flatMap(([what, value]) => (value === '' ? [] : `${asMarkdown(what)}: ${asCode(value)}`)),
  ];
  const log =
    state !== 'failed' || logs === null
      ? ''
      : new vscode.MarkdownString().appendCodeblock(logs, 'text').value;
  return [lines.join('  \n'), log].filter((part) => part !== '').join('\n\n');
}
