import type { LossKind } from '../../../core/ledger/losses';
import type { KnownFinding } from '../../findings/known-finding';
import type { FileObject } from '../../findings/linted-project';
import { nameOfFile } from '../tree/file-name';

/** A migration that takes something protected away, or makes it weaker, once it is applied. */
export interface Threat {
  readonly finding: KnownFinding;
  /** The migration's name. */
  readonly migration: string;
  readonly loss: LossKind;
}

/**
 * The first migration that is a danger to each thing, by the names of indexes and the keys of objects. What is applied
 * already is no danger any more.
 */
export function threatsIn(
  findings: readonly KnownFinding[],
  isApplied: (file: string) => boolean,
): ReadonlyMap<string, Threat> {
  const threats = new Map<string, Threat>();
  for (const finding of findings) {
    const { found, file, severity } = finding;
    if (!found || found.loss === undefined || found.state === 'settled') continue;
    if (!dangerous.has(found.loss) || (severity !== 'error' && severity !== 'warning')) continue;
    if (isApplied(file)) continue;
    const threat = { finding, migration: nameOfFile(file), loss: found.loss };
    for (const key of keysOf(found)) if (!threats.has(key)) threats.set(key, threat);
  }
  return threats;
}

const dangerous: ReadonlySet<LossKind> = new Set<LossKind>(['drop', 'cascade', 'weaken']);

function keysOf({ index, objects = [] }: NonNullable<KnownFinding['found']>): string[] {
  const keys = objects.map((object) => keyOfObject({ ...object, table: object.table ?? null }));
  return index === undefined ? keys : [...keys, index];
}

interface ObjectIdentity extends Pick<FileObject, 'schema' | 'table' | 'name'> {
  readonly kind: string;
}

export function keyOfObject({ kind, schema, table, name }: ObjectIdentity): string {
  return JSON.stringify([kind, schema, table, name]);
}
