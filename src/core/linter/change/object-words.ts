import type { ObjectLoss } from '../../ledger/object-losses';
import type { ObjectRecord } from '../../ledger/object-record';
import { lostObjectOf, type LostObject } from '../findings/lost-object';
import { relationName } from '../../ledger/records';
import { listed } from '../../listed';
import { withArticle } from './describe-index';

const kinds: Readonly<Record<LostObject['kind'], string>> = {
  index: 'index',
  'generated column': 'generated column',
  check: 'CHECK constraint',
  exclude: 'exclusion constraint',
  deferrable: 'deferrable constraint',
  trigger: 'trigger',
  policy: 'policy',
  'row level security': 'row level security',
  view: 'view',
  'materialized view': 'materialized view',
  sequence: 'sequence',
  function: 'function',
  procedure: 'procedure',
  extension: 'extension',
  domain: 'domain',
};

/** What an object of a kind is called: `CHECK constraint`. */
export function kindName(kind: LostObject['kind']): string {
  return kinds[kind];
}

/** `a CHECK constraint of users`, `a trigger of users that calls touch`. */
export function describeObject({
  kind,
  table,
  calls,
}: Pick<LostObject, 'kind' | 'table'> & Pick<ObjectRecord, 'calls'>): string {
  const noun = kind === 'row level security' ? kind : withArticle(kindName(kind));
  return `${noun}${table === undefined ? '' : ` of ${table}`}${calls ? ` that calls ${calls.name}` : ''}`;
}

/** `the CHECK constraint users_age_check`; row level security has no name but its table's. */
export function objectName(object: Pick<ObjectRecord, 'kind' | 'name'>): string {
  return objectNames([{ ...object, table: undefined }]);
}

/**
 * `the triggers a and b and the policy c`, each kind once, in the order in which the kinds come.
 *
 * @param withTables says of what is on a table on which
 */
export function objectNames(
  objects: readonly Pick<LostObject, 'kind' | 'name' | 'table'>[],
  withTables = false,
): string {
  const byKind = new Map<LostObject['kind'], string[]>();
  for (const { kind, name, table } of objects) {
    const isOnTable = withTables && table !== undefined && kind !== 'index';
    const own = kind === 'row level security' || !isOnTable ? name : `${name} of ${table}`;
    byKind.set(kind, [...(byKind.get(kind) ?? []), own]);
  }
  const parts = [...byKind].map(([kind, names]) => {
    const [first = ''] = names;
    if (kind === 'row level security') return withTables ? `row level security of ${listed(names)}` : kind;
    return names.length === 1 ? `the ${kinds[kind]} ${first}` : `the ${pluralOf(kind)} ${listed(names)}`;
  });
  return listed(parts);
}

function pluralOf(kind: LostObject['kind']): string {
  if (kind === 'policy') return 'policies';
  return kind === 'index' ? 'indexes' : `${kinds[kind]}s`;
}

/** What a migration does to them, as a sentence. */
export function lossSentence(losses: readonly [ObjectLoss, ...ObjectLoss[]]): string {
  const [{ event, lacks, atEnd, object }] = losses;
  const names = objectNames(losses.map((loss) => lostObjectOf(loss.object)));
  const table = relationName(object.table);
  if (lacks === 'ENABLE' && event.kind === 'object-changed') return `Switches off ${names} of ${table}.`;
  if (lacks === 'FORCE' && event.kind === 'object-changed')
    return `Takes FORCE from row level security of ${table}: its owner sees all rows.`;
  if (lacks === 'DEFERRABLE') return `Takes DEFERRABLE from ${names} of ${table}.`;
  if (event.kind === 'object-changed' || event.cause === 'named') {
    const isSecurity = losses.length === 1 && object.kind === 'row level security';
    return isSecurity ? `Switches off row level security of ${table}.` : `Drops ${names} of ${table}.`;
  }
  const weaker = lacks === 'FORCE' ? 'which is made again without FORCE' : undefined;
  const off = lacks === 'ENABLE' ? 'made again, but switched off' : undefined;
  return `${whatGoes(event.cause, event.by, table)}, and with it ${names}${suffix(weaker ?? off)}.${comebackSentence(losses, relationName(atEnd.table))}`;
}

function suffix(text: string | undefined): string {
  return text === undefined ? '' : `, ${text}`;
}

function whatGoes(cause: string, by: string, table: string): string {
  return cause === 'column' ? `Drops the column ${by} of ${table}` : `Drops the ${cause} ${by}`;
}

/** What has come in the place of what took them along, with a space before it. */
function comebackSentence(
  [{ comeback }, ...more]: readonly [ObjectLoss, ...ObjectLoss[]],
  table: string,
): string {
  const without = more.length > 0 ? 'without them' : 'without it';
  switch (comeback?.kind) {
    case 'column':
      return ` The column is added again, ${without}.`;
    case 'renamed-column':
      return ` ${comeback.to}, which looks like the same column under a new name, is added ${without}.`;
    case 'table':
      return ` The table ${table} is made again, ${without}.`;
    case 'renamed-table':
      return ` ${comeback.to}, which looks like the same table under a new name, is made ${without}.`;
    case 'other-columns':
      return ` ${more.length > 0 ? 'They spoke' : 'It spoke'} of ${listed(comeback.columns)}, too.`;
    default:
      return '';
  }
}
