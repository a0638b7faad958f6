import { createColors } from 'picocolors';
import { ownCommand, type CommandTarget } from '../../core/command-target';
import { indexNeedsAttention, type ProtectedIndexStatus } from '../../core/protection/live-state';
import { describeIndex } from '../../core/linter/change/describe-index';
import { listed } from '../../core/listed';
import { columnsOf, wrap } from './wrap';
import { printable } from './printable';

const stateColumns = 'rolled back'.length;

/** What brings an index back into a database, a sentence. */
export function restoreSentence({ index, editedIn }: ProtectedIndexStatus, target: CommandTarget): string {
  if (editedIn !== undefined) return `${ownCommand('check-drift', target)} shows how it was changed.`;
  return `${ownCommand('restore', target, index.name)} prints what brings it back.`;
}

/**
 * A protected index with its state, and what is to be known of that.
 *
 * @param wayOut what to do about one that is not as it should be, a sentence
 */
export function protectedIndexLines(
  status: ProtectedIndexStatus,
  page: { readonly width: number; readonly color: boolean },
  wayOut: (status: ProtectedIndexStatus) => string,
): string[] {
  const { index, state, live, differences } = status;
  const { red, green, yellow } = createColors(page.color);
  const color = indexNeedsAttention(status) ? red : state === 'pending' ? yellow : green;
  const word = color(state.padEnd(stateColumns));
  const kind = index.record
    ? describeIndex(index.record, index.definition)
    : `listed in drift-ignore.json${index.table === undefined ? '' : `, on ${index.table}`}`;
  const sentences = [
    state === 'different' && `${live ? 'The index of that name' : 'It'} has ${listed(differences)}.`,
    status.editedIn !== undefined &&
      `${status.editedIn}, which makes it, was changed after it was applied, so the index may be right.`,
    state === 'invalid' &&
      'Its concurrent build was interrupted: it slows down writes, and no query uses it.',
    indexNeedsAttention(status) && wayOut(status),
  ].filter((sentence) => sentence !== false);
  const indent = ' '.repeat(stateColumns + 4);
  const name = `  ${word}  ${printable(index.name)}`;
  const oneLine = columnsOf(`  ${state.padEnd(stateColumns)}  ${index.name}, ${kind}`) <= page.width;
  const first = oneLine ? [`${name}, ${printable(kind)}`] : [name, ...hanging(kind, indent, page.width)];
  return [...first, ...sentences.flatMap((sentence) => hanging(sentence, indent, page.width))];
}

function hanging(text: string, indent: string, width: number): string[] {
  return wrap(printable(text), width - indent.length).map((line) => indent + line);
}
