import type { LossKind } from '../../../core/ledger/losses';
import * as vscode from 'vscode';
import type { KnownFinding } from '../../findings/known-finding';
import { nameOfFile } from '../tree/file-name';
import { splitName } from '../tree/migration-row';

/** A migration that takes a protected index away, or makes it weaker, once it is applied. */
export interface Threat {
  readonly finding: KnownFinding;
  /** The migration's name. */
  readonly migration: string;
  readonly loss: LossKind;
}

/** By the names of indexes, the first migration that is a danger to each. What is applied already is no danger any more. */
export function threatsIn(
  findings: readonly KnownFinding[],
  isApplied: (file: string) => boolean,
): ReadonlyMap<string, Threat> {
  const threats = new Map<string, Threat>();
  for (const finding of findings) {
    const { found, file, severity } = finding;
    if (!found || found.index === undefined || found.loss === undefined || found.state === 'settled')
      continue;
    if (!dangerous.has(found.loss) || (severity !== 'error' && severity !== 'warning')) continue;
    if (threats.has(found.index) || isApplied(file)) continue;
    threats.set(found.index, { finding, migration: nameOfFile(file), loss: found.loss });
  }
  return threats;
}

const dangerous: ReadonlySet<LossKind> = new Set<LossKind>(['drop', 'cascade', 'weaken']);

/** `would be dropped by add_tags`. */
export function threatLabel({ migration, loss }: Threat): string {
  const { title } = splitName(migration);
  return loss === 'weaken'
    ? vscode.l10n.t('would be made weaker by {0}', title)
    : vscode.l10n.t('would be dropped by {0}', title);
}
