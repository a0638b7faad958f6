import { createColors } from 'picocolors';
import { ownCommand, type CommandTarget } from '../../core/command-target';
import { columnsOf, wrap } from './wrap';
import { printable } from './printable';

const stateColumns = 'rolled back'.length;

/** What stands before whatever is said of a thing below its state. */
export const stateIndent = ' '.repeat(stateColumns + 4);

/** Something protected, and how it stands in a database. */
interface StateLine {
  readonly state: 'present' | 'missing' | 'invalid' | 'different' | 'pending';
  readonly name: string;
  /** What it is and where: `a partial index on users.email`. */
  readonly kind: string;
  /** What is to be known of its state, below it. */
  readonly sentences: readonly string[];
  readonly isBad: boolean;
}

/** What brings something back into a database, a sentence. */
export function restoreSentence(
  name: string,
  { editedIn }: { readonly editedIn?: string },
  target: CommandTarget,
): string {
  if (editedIn !== undefined) return `${ownCommand('check-drift', target)} shows how it was changed.`;
  return `${ownCommand('restore', target, name)} prints what brings it back.`;
}

/** The same in a project of Prisma 8, for which no command of ours does it; empty where it is not known. */
export function statementsSentence(statements: readonly string[] | undefined): string {
  if (!statements || statements.length === 0) return '';
  return `This brings it back: ${statements.map((sql) => `${sql.replace(/\s+/g, ' ').trim()};`).join(' ')}`;
}

/** A state, a name, and what has it, on one line where that is possible; below it the sentences. */
export function stateLines(
  { state, name, kind, sentences, isBad }: StateLine,
  page: { readonly width: number; readonly color: boolean },
): string[] {
  const { red, green, yellow } = createColors(page.color);
  const color = isBad ? red : state === 'pending' ? yellow : green;
  const word = state.padEnd(stateColumns);
  const first = `  ${color(word)}  ${printable(name)}`;
  const oneLine = columnsOf(`  ${word}  ${name}, ${kind}`) <= page.width;
  return [
    ...(oneLine ? [`${first}, ${printable(kind)}`] : [first, ...hanging(kind, page.width)]),
    ...sentences.flatMap((sentence) => hanging(sentence, page.width)),
  ];
}

function hanging(text: string, width: number): string[] {
  return wrap(printable(text), width - stateIndent.length).map((line) => stateIndent + line);
}
