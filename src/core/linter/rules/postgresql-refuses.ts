import type { Range } from '../../range';
import type { IndexEvent } from '../../ledger/events';
import type { Refusal } from '../../ledger/refusal';
import { relationName, type IndexRecord } from '../../ledger/records';
import { calledRoutines } from '../../sql/called-routines';
import type { Cursor } from '../../sql/cursor';
import { onOneLine } from '../../sql/one-line';
import { quoteName } from '../../sql/names';
import type { Step } from '../../sql/steps';
import type { Change } from '../change/change';
import { originLocation } from '../change/provenance';
import { refusedRebuild, type Rebuilt } from '../change/refused-rebuild';
import type { Report } from '../findings/report';
import { refusedVectorIndexes } from '../change/refused-vector-index';
import { ruleMetadata } from '../findings/rule-metadata';
import { explainRefusedVector } from './refused-vector';
import type { Rule } from './rule';
import { said } from './said';

const metadata = ruleMetadata({
  id: 'postgresql-refuses',
  summary: 'A statement that PostgreSQL refuses, whatever rows there are.',
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: 'error' },
  exceptions: { inBranch: { severity: 'warning', when: 'if it stands in a branch that may not run' } },
  fixable: [],
});

/** What PostgreSQL says, what to do, and the index that it is about. */
interface Explained {
  readonly message: string;
  readonly why: string;
  readonly index?: IndexRecord;
}

type Impossible = Extract<IndexEvent, { kind: 'impossible' }>;

const concurrentlyOnPartitions =
  'Without CONCURRENTLY it works, but locks writes until all partitions are indexed. To avoid that, make the index on the partitioned table with ON ONLY, then one on each partition with CONCURRENTLY, each in a migration of its own, and attach them with ALTER INDEX … ATTACH PARTITION.';

function explain(refusal: Refusal, change: Change): Explained {
  switch (refusal.kind) {
    case 'attached': {
      const { index, parent } = refusal;
      return {
        message: said(
          `Drops ${index.name}, which belongs to ${parent.name} on the partitioned table`,
          `cannot drop index ${index.name} because index ${parent.name} requires it`,
        ),
        why: `It goes only with all of them: DROP INDEX ${quoteName(parent.name)};`,
        index,
      };
    }
    case 'constraint': {
      const { name, table } = refusal.index;
      const [on, constraint] = [relationName(table), quoteName(name)];
      return {
        message: said(
          `Drops ${name}, which belongs to a constraint`,
          `cannot drop index ${name} because constraint ${name} on table ${on} requires it`,
        ),
        why: `Drop the constraint: ALTER TABLE ${quoteName(on)} DROP CONSTRAINT ${constraint};`,
        index: refusal.index,
      };
    }
    case 'inherited': {
      const { name, table } = refusal.index;
      return {
        message: said(
          `Drops ${name} of a partition`,
          `cannot drop inherited constraint "${name}" of relation "${relationName(table)}"`,
        ),
        why: 'It goes only with that of the partitioned table.',
        index: refusal.index,
      };
    }
    case 'gone':
      return {
        message: said(`Drops ${refusal.name} once more`, `index "${refusal.name}" does not exist`),
        why: `${refusal.since.migration} has dropped it, and nothing has made it again. Leave this statement out, or write DROP INDEX IF EXISTS.`,
      };
    case 'taken': {
      const { name, existing } = refusal;
      const isMadeHere = existing.origin.file === change.migration.file;
      const where = isMadeHere ? 'This migration' : existing.origin.migration;
      return {
        message: said(`Makes an index called ${name} once more`, `relation "${name}" already exists`),
        why: `${where} has made it, and nothing drops it before this statement. Leave one of the two out; if it is to be another index, drop the first: DROP INDEX ${quoteName(name)};`,
        index: existing,
      };
    }
    case 'partitioned-create': {
      const table = relationName(refusal.table);
      return {
        message: said(
          `Makes ${refusal.name} on the partitioned table ${table} with CONCURRENTLY`,
          `cannot create index on partitioned table "${table}" concurrently`,
        ),
        why: concurrentlyOnPartitions,
      };
    }
    case 'partitioned-drop': {
      const { name } = refusal.index;
      return {
        message: said(
          `Drops ${name} of a partitioned table with CONCURRENTLY`,
          `cannot drop partitioned index "${name}" concurrently`,
        ),
        why: `Without CONCURRENTLY it works: DROP INDEX ${quoteName(name)};`,
        index: refusal.index,
      };
    }
    case 'several-concurrently':
      return {
        message: said(
          'Drops several indexes at once with CONCURRENTLY',
          'DROP INDEX CONCURRENTLY does not support dropping multiple objects',
        ),
        why: 'Give each of them a migration of its own, or leave CONCURRENTLY out.',
      };
    case 'cascade-concurrently':
      return {
        message: said(
          'Drops an index with CONCURRENTLY and CASCADE',
          'DROP INDEX CONCURRENTLY does not support CASCADE',
        ),
        why: 'Leave one of the two out.',
      };
  }
}

function report(
  change: Change,
  { conditional }: Pick<Step, 'conditional'>,
  range: Range,
  { index, ...explained }: Explained,
): Report {
  return {
    severity: conditional ? metadata.exceptions.inBranch.severity : metadata.severity.deliberate,
    range: { start: range.start, end: range.end },
    ...(index && { index }),
    intent: 'deliberate',
    ...explained,
    fixes: [],
    related: index ? originLocation(change, index) : [],
  };
}

/** What drop-protected-index and duplicate-protected-index have as an error already, in which they say that it is refused. */
function isReportedAsLoss(change: Change, { id }: IndexRecord): boolean {
  const loss = change.losses.find(({ index }) => index.id === id);
  if (!loss || !['drop', 'duplicate'].includes(loss.kind) || !change.protectionOf(loss.index).isProtected)
    return false;
  return change.intentOf(loss.event, loss) === 'generated';
}

/** The index that stands before the statement, where it is about one. */
function subjectOf(refusal: Refusal): IndexRecord | undefined {
  if (refusal.kind === 'taken') return refusal.existing;
  return refusal.kind === 'attached' || refusal.kind === 'constraint' ? refusal.index : undefined;
}

function ofImpossible(change: Change, { step, range, refusal }: Impossible): Report[] {
  const subject = subjectOf(refusal);
  if (subject && isReportedAsLoss(change, subject)) return [];
  return [report(change, step, range, explain(refusal, change))];
}

/** PostgreSQL makes an index again when the type of one of its columns changes. */
function ofRebuilt(change: Change, event: Rebuilt): Report[] {
  const { index, column, step, range } = event;
  const error = refusedRebuild(change, event);
  if (error === undefined) return [];
  const sql = change.createStatementOf(index);
  const again = sql === undefined ? '' : ` ${onOneLine(sql)};`;
  const casts = sql?.includes('::') ? ', with casts for the new type' : '';
  const explained = {
    message: said(`Changes the type of ${relationName(index.table)}.${column} under ${index.name}`, error),
    why: `PostgreSQL makes ${index.name} again as it was written for the old type. Drop it before this statement: DROP INDEX ${quoteName(index.name)}; and make it again after it${casts}:${again}`,
    index,
  };
  return [report(change, step, range, explained)];
}

/** Of those on too many dimensions another rule tells. */
function ofVectorIndexes(change: Change): Report[] {
  return refusedVectorIndexes(change).flatMap((refused) => {
    const explained = explainRefusedVector(refused);
    if (!explained) return [];
    const isMadeHere = refused.changed === undefined;
    return [
      { ...report(change, refused.step, refused.range, explained), ...(isMadeHere && { related: [] }) },
    ];
  });
}

const howElse =
  'Write it as the only statement of a migration, with IF EXISTS or IF NOT EXISTS where that is what the block asks, or leave CONCURRENTLY out.';

/** What runs in a function's frame, as a DO block does, cannot end the transaction. */
function refusedInFrame({ script }: Change, verb: string): string {
  const isAlone = script.statements.length === 1;
  return `${verb} CONCURRENTLY cannot ${isAlone ? 'be executed from a function' : 'run inside a transaction block'}`;
}

function ofBlocks(change: Change): Report[] {
  return change.steps.flatMap((step) => {
    const { operation, context, range } = step;
    if (context === 'script' || !('concurrently' in operation) || !operation.concurrently) return [];
    const verb = operation.kind === 'create-index' ? 'CREATE INDEX' : 'DROP INDEX';
    const message = said(`Has ${verb} CONCURRENTLY in a DO block`, refusedInFrame(change, verb));
    return [report(change, step, range, { message, why: howElse })];
  });
}

/** Functions and procedures that the migration makes and runs. */
function ofRoutines(change: Change): Report[] {
  const { migration, script } = change;
  if (!/index\s+concurrently/i.test(migration.text)) return [];
  return calledRoutines(migration.text, script.statements).flatMap(({ call, name, body }) => {
    const verb = concurrentVerbIn(body);
    if (verb === undefined) return [];
    const message = said(`Runs ${name}, which has ${verb} CONCURRENTLY`, refusedInFrame(change, verb));
    return [report(change, { conditional: false }, call, { message, why: howElse })];
  });
}

function concurrentVerbIn(body: Cursor): string | undefined {
  while (!body.done) {
    if (body.take('drop', 'index', 'concurrently')) return 'DROP INDEX';
    const { position } = body;
    if (
      body.take('create') &&
      (body.take('index', 'concurrently') || body.take('unique', 'index', 'concurrently'))
    )
      return 'CREATE INDEX';
    body.seek(position + 1);
  }
  return undefined;
}

export const postgresqlRefuses: Rule = {
  ...metadata,
  check: (change) => {
    // What is settled has run elsewhere.
    if (change.state === 'settled') return [];
    const ofEvents = change.events.flatMap((event) => {
      if (event.kind === 'impossible') return ofImpossible(change, event);
      return event.kind === 'rebuilt' ? ofRebuilt(change, event) : [];
    });
    return [...ofEvents, ...ofVectorIndexes(change), ...ofBlocks(change), ...ofRoutines(change)];
  },
};
