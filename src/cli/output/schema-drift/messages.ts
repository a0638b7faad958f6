import type { SchemaObject } from '../../../core/database/schema-snapshot';
import type { LikelyCause } from '../../../core/drift/likely-cause';
import { ownCommand, prismaCommand, type CommandTarget } from '../../../core/command-target';
import { restorableName } from '../../../core/drift/restorable';
import type { FactDifference, SchemaDifference } from '../../../core/drift/schema-diff';
import type { ExplainedDifference } from '../../../workflows/schema-drift';

/** `column User.name`, with its schema where that is not the connection's. */
export function nameOfObject({ type, schema, table, name }: SchemaObject, ownSchema: string): string {
  const ofTable = table !== null && table !== name ? `${table}.${name}` : name;
  return `${type} ${schema === ownSchema || type === 'schema' || type === 'extension' ? '' : `${schema}.`}${ofTable}`;
}

/** What differs, a sentence each; none for what is missing or unexpected. */
export function factSentences(difference: SchemaDifference): string[] {
  return difference.kind === 'different' ? difference.facts.map(factSentence) : [];
}

function factSentence({ fact, expected, actual }: FactDifference): string {
  if (fact === 'invalid')
    return actual === undefined
      ? 'It is valid.'
      : 'It is invalid: it slows down writes, and no query uses it.';
  if (fact === 'null')
    return actual === undefined
      ? 'It allows NULL; the migrations say NOT NULL.'
      : 'It is NOT NULL; the migrations say nothing about it.';
  if (fact === 'fires')
    return `It fires ${shown(actual, 'as usual')}; the migrations say ${shown(expected, 'as usual')}.`;
  if (fact === 'row security')
    return `Its row level security: ${shown(actual, 'off')}; the migrations say ${shown(expected, 'off')}.`;
  return `Its ${fact}: ${shown(actual)}; the migrations say ${shown(expected)}.`;
}

/** As one line; a whole function is not shown. */
function shown(text: string | undefined, nothing = 'none'): string {
  if (text === undefined) return nothing;
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

/** What most likely led to a difference, a sentence. */
export function causeSentence(cause: LikelyCause, { kind }: SchemaDifference): string {
  switch (cause.kind) {
    case 'invalid':
      return 'A CREATE INDEX CONCURRENTLY was interrupted.';
    case 'edited':
      return `Likely ${cause.migration}, which was changed after it was applied.`;
    case 'failed':
      return `Likely ${cause.migration}, which failed here.`;
    case 'marked':
      return `Likely ${cause.migration}, which was only marked as applied: its SQL may never have run here.`;
    case 'ahead':
      return `The pending ${cause.migration} mentions it: somebody has already done what it does, so it may fail.`;
    case 'extension':
      return `Likely the extension ${cause.name}, ${cause.versions[1]} here and ${cause.versions[0]} in the embedded PostgreSQL.`;
    case 'pushed':
      return kind === 'missing'
        ? 'Likely prisma db push, which drops what schema.prisma does not declare; or by hand.'
        : 'Likely prisma db push: schema.prisma declares it, and no migration makes it.';
    case 'missing-file':
      return `Likely by hand, or by ${cause.migration}, whose file is not here.`;
    case 'hand':
      return kind === 'missing'
        ? 'Likely dropped by hand.'
        : kind === 'different'
          ? 'Likely changed by hand.'
          : 'Likely made by hand.';
  }
}

/** What to do about a difference, a sentence. */
export function stepSentence(
  { difference, cause, isAdopted }: ExplainedDifference,
  target: CommandTarget,
): string {
  const { kind } = difference;
  switch (cause.kind) {
    case 'edited':
      return `First put the applied text back, then look again: ${ownCommand('fix-drift', target, '--restore-file', cause.migration)}`;
    case 'failed':
      return `${ownCommand('status', target)} shows how to resolve it.`;
    case 'ahead':
      return `If all that it makes is there: ${prismaCommand(target, 'migrate', 'resolve', '--applied', cause.migration)}`;
    default:
  }
  const restorable = restorableName(difference);
  if (restorable !== undefined) {
    return `${ownCommand('restore', target, restorable)} prints what makes it as it should be.`;
  }
  switch (kind) {
    case 'missing':
      return 'What is printed below makes it again in this database.';
    case 'unexpected':
      return isAdopted
        ? 'The migration below adopts it; what nobody needs can be dropped by hand.'
        : 'Drop it by hand, or write a migration that makes it.';
    case 'different':
      return isAdopted
        ? 'The migration below makes it so everywhere; or change it back here by hand.'
        : 'Change it back here by hand, or write a migration that makes it so everywhere.';
  }
}
