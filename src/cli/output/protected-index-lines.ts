import { createColors } from 'picocolors';
import { indexNeedsAttention, type ProtectedIndexStatus } from '../../core/protection/live-state';
import { describeIndex } from '../../core/linter/change/describe-index';
import { listed } from '../../core/listed';
import { columnsOf, wrap } from './wrap';
import { printable } from './printable';

const stateColumns = 'rolled back'.length;

/** What brings an index back into a database, a sentence. */
function restoreSentence({ index }: ProtectedIndexStatus): string {
  return `migration-guard restore ${index.name} prints what brings it back.`;
}

/**
 * A protected index with its state, and what is to be known of that.
 *
 * @param wayOut what to do about one that is not as it should be, a sentence
 */
export function protectedIndexLines(
  status: ProtectedIndexStatus,
  page: { readonly width: number; readonly color: boolean },
  wayOut: (status: ProtectedIndexStatus) => string = restoreSentence,
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
