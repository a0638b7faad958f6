import type { Intent } from '../findings/finding';
import type { IndexEvent } from '../../ledger/events';
import type { Loss } from '../../ledger/losses';
import { relationName, type IndexRecord } from '../../ledger/records';
import { findEntry, type DriftIgnore } from '../../protection/drift-ignore';
import type { Declarations } from '../../prisma-schema/declarations';
import { findDeclared, findDeclaredTable } from '../../prisma-schema/find-declared';
import { commentText, headingOf, isUnderHeading } from '../../sql/headings';
import type { Script } from '../../sql/statements';

/** What the change that brought a migration did to the schema and to drift-ignore.json. */
interface ChangeAround {
  /** The schema before the change; undefined where it is not known. */
  readonly declaredBefore: Declarations | undefined;
  readonly declared: Declarations;
  readonly driftIgnoreBefore: DriftIgnore | undefined;
  readonly driftIgnore: DriftIgnore | undefined;
}

/** Prisma's heading of the statement that an event comes from. */
function headingFor(event: IndexEvent): string {
  switch (event.step.operation.kind) {
    case 'create-index':
      return 'CreateIndex';
    case 'drop':
      return event.step.operation.object === 'table' ? 'DropTable' : 'DropIndex';
    case 'rename':
      return 'RenameIndex';
    default:
      return 'AlterTable';
  }
}

/** The same change took out of the schema what the index is declared by, or hangs on. */
function declarationRemoved(index: IndexRecord, loss: Loss | undefined, around: ChangeAround): boolean {
  const { declaredBefore, declared } = around;
  if (!declaredBefore) return false;
  const had = findDeclared(declaredBefore, index.name, index.schema);
  if (had && !findDeclared(declared, index.name, index.schema)) return true;
  if (!loss?.baseGone) return false;
  const table = relationName(index.table);
  const tableBefore = findDeclaredTable(declaredBefore, table, index.schema);
  if (!tableBefore) return false;
  const tableNow = findDeclaredTable(declared, table, index.schema);
  if (!tableNow) return true;
  return (
    loss.baseGone === 'column' &&
    index.columns.some((column) => tableBefore.fields.has(column) && !tableNow.fields.has(column))
  );
}

/** Its entry in drift-ignore.json was removed in the same change: consent to the drop. */
function consented(index: IndexRecord, around: ChangeAround): boolean {
  return (
    findEntry(around.driftIgnoreBefore, index) !== undefined &&
    findEntry(around.driftIgnore, index) === undefined
  );
}

/** DROP INDEX as Prisma writes it, be it formatted since: one name in quotes, without IF EXISTS, CONCURRENTLY or CASCADE. */
export const prismaDrop = /^drop\s+index\s+(?:"(?:[^"]|"")+"\.)?"(?:[^"]|"")+"$/i;

/** ALTER TABLE as Prisma writes it: the table in quotes, then actions on columns in quotes. */
const prismaAlter =
  /^alter\s+table\s+(?:"(?:[^"]|"")+"\.)?"(?:[^"]|"")+"\s+(?:add|drop|alter)\s+column\s+"(?:[^"]|"")+"/i;

/** Whether the statement is as Prisma writes it, be it formatted since. */
function hasPrismaForm(text: string, { kind, step: { range } }: IndexEvent): boolean {
  const own = text.slice(range.start, range.end);
  if (kind === 'dropped' || kind === 'unknown-drop') return prismaDrop.test(own);
  return kind !== 'column-dropped' || (prismaAlter.test(own) && !/\bif\s+exists\b/i.test(own));
}

/**
 * Prisma wrote the statement: it stands by itself under Prisma's heading. Where somebody added words to the heading, the
 * statement must be Prisma's, too.
 */
export function isGenerated(text: string, script: Script, event: IndexEvent): boolean {
  const { statement, context } = event.step;
  const heading = headingFor(event);
  if (context !== 'script' || !isUnderHeading(text, script.statements, statement, heading)) return false;
  const comment = headingOf(text, script.statements, statement, heading);
  return !comment || commentText(text, comment) === heading || hasPrismaForm(text, event);
}

/** What Prisma never writes, whatever stands above it. */
const neverPrisma = /^\w+\s+(?:unique\s+)?index\s+concurrently\b/i;

/** What a judgement of intent is made from. */
export interface IntentEvidence {
  readonly text: string;
  readonly script: Script;
  readonly event: IndexEvent;
  /** The index, where the history knows it. */
  readonly index: IndexRecord | undefined;
  readonly loss: Loss | undefined;
  readonly around: ChangeAround;
  /** A person says why: see hasReason. */
  readonly isExplained: () => boolean;
  /** The schema gains an index in the same change that does what the lost one does. */
  readonly isTakenOver: () => boolean;
  /** Another index takes the place of the lost one. */
  readonly isReplaced: () => boolean;
}

/**
 * Formatters and coding agents take Prisma's headings away. A drop in exactly Prisma's form counts as Prisma's also without
 * one, if nothing in the change asks for it: that the schema asks for it is looked at by the caller.
 */
function looksGenerated({
  text,
  event,
  index,
  loss,
  around,
  isExplained,
  isReplaced,
}: IntentEvidence): boolean {
  const { step } = event;
  if (event.kind === 'column-dropped') {
    const isForm = step.context === 'script' && hasPrismaForm(text, event);
    return isForm && around.declaredBefore !== undefined && !isExplained();
  }
  return (
    event.kind === 'dropped' &&
    index !== undefined &&
    loss !== undefined &&
    (loss.kind === 'drop' || loss.kind === 'weaken') &&
    step.context === 'script' &&
    hasPrismaForm(text, event) &&
    around.declaredBefore !== undefined &&
    !isExplained() &&
    !isReplaced()
  );
}

/** Whether Prisma or a person wants what happens to an index. */
export function intentOf(evidence: IntentEvidence): Intent {
  const { text, script, event, index, loss, around } = evidence;
  const { range } = event.step;
  if (neverPrisma.test(text.slice(range.start, range.end))) return 'deliberate';
  if (!isGenerated(text, script, event) && !looksGenerated(evidence)) return 'deliberate';
  if (!index) return 'generated';
  const isWanted =
    declarationRemoved(index, loss, around) ||
    consented(index, around) ||
    (loss?.kind === 'drop' && evidence.isTakenOver());
  return isWanted ? 'deliberate' : 'generated';
}
