import type { RelatedLocation } from '../findings/finding';
import type { Loss } from '../../ledger/losses';
import type { IndexRecord, Origin } from '../../ledger/records';
import { ownCommand, usualEnvironment } from '../../command-target';
import { listed } from '../../listed';
import type { Protection } from '../../protection/protection';
import type { Change } from './change';
import { asSentence, ownWords } from './entry-words';

/** Completes `drops x, an index …`: why Prisma does not keep it. */
export function whyUnseen(protection: Protection): string {
  if (protection.isDeclarationUnknown) {
    return protection.hidden.length > 0 ? ' that schema.prisma can declare at most in part' : '';
  }
  if (protection.declaration === undefined) {
    if (protection.hidden.length > 0) return ' that Prisma cannot see';
    return protection.isSchemaKnown ? ' that schema.prisma does not declare' : '';
  }
  return protection.hidden.length > 0 ? ' that schema.prisma can declare only in part' : '';
}

function whetherDeclared({ declaration, isSchemaKnown }: Protection): string {
  if (!isSchemaKnown) return 'no schema.prisma was found that could declare it';
  return declaration ? 'declared in schema.prisma' : 'not declared in schema.prisma';
}

/**
 * Who made it, with a space before it; nothing where only Prisma's form and heading are known: without a declaration that
 * may as well be somebody's copy.
 */
function byWhom(origin: Origin, isDeclared: boolean): string {
  if (origin.author === 'hand') return ' by hand';
  return isDeclared ? ' by Prisma' : '';
}

/** Where an index comes from and what is known of it, in one or two sentences. */
export function provenance(index: IndexRecord, protection: Protection): string {
  const { origin, named } = index;
  const isDeclared = protection.declaration !== undefined;
  const renamed = named === origin ? '' : `, named${byWhom(named, isDeclared)} in ${named.migration}`;
  const declared = protection.isDeclarationUnknown ? '' : `; ${whetherDeclared(protection)}`;
  // What this Prisma cannot write, somebody wrote, or added to, whatever stands above it.
  const isOfPrisma = isDeclared && protection.hidden.length === 0;
  const sentences = [`Made${byWhom(origin, isOfPrisma)} in ${origin.migration}${renamed}${declared}.`];
  if (index.precedesTable) {
    sentences.push(
      `The migration that makes its table comes behind that one, so on an empty database ${origin.migration} fails.`,
    );
  }
  if (protection.declaration && protection.hidden.length > 0) {
    sentences.push(
      `What Prisma does not see of it: ${listed(protection.hidden.map((hidden) => hidden.label))}.`,
    );
  }
  if (protection.entry) sentences.push(listedSentence(protection.entry));
  return sentences.join(' ');
}

/** That drift-ignore.json lists it, and what for, if somebody has said that. */
export function listedSentence({ description }: { readonly description?: string | undefined }): string {
  const words = ownWords(description);
  return words === undefined
    ? 'Listed in drift-ignore.json.'
    : `Listed in drift-ignore.json: ${asSentence(words)}`;
}

/** Where something comes from that is known by its name alone. */
export function listedOnly(entry: { readonly description?: string | undefined } | undefined): string {
  return `No migration makes it.${entry ? ` ${listedSentence(entry)}` : ''}`;
}

const here = { environment: usualEnvironment };

/** For a migration that the local database has already: what keeping the index takes besides the edit. */
export function whatToDoHere(change: Change, loss: Loss): string {
  if (change.state !== 'local') return '';
  const applied = ' The migration is applied to the local database';
  const { name } = loss.index;
  switch (loss.kind) {
    case 'drop':
      return `${applied}. To keep the index, leave the statement out by the fix, then: ${ownCommand('fix-drift', here, '--keep-indexes', change.migration.name)}`;
    case 'weaken':
      return `${applied}. To have the index as it was, by a new migration: ${ownCommand('restore', here, name, '--confirm-drop', name, '--migration', `restore_${name}`)}`;
    default:
      return `${applied}: to leave the statements out now would only change its checksum.`;
  }
}

/** Where an index was made, for editors that can go there. */
export function originLocation(change: Change, index: IndexRecord): RelatedLocation[] {
  return [
    {
      file: index.origin.file,
      range: index.origin.range,
      message: `${index.name} was made here${index.origin.author === 'hand' ? ', by hand' : ''}, in ${index.origin.migration}.`,
    },
  ].filter((location) => location.file !== change.migration.file || location.range.start >= 0);
}
