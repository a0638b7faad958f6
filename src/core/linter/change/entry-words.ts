import type { Origin } from '../../ledger/records';

/** What we write into an entry of drift-ignore.json until somebody says why it is there. */
export function madeWords(
  described: string,
  { author, migration }: Pick<Origin, 'author' | 'migration'>,
): string {
  return `${described}, made${author === 'hand' ? ' by hand' : ''} in ${migration}`;
}

/** The same of what only the local database has. */
export function foundWords(described: string): string {
  return `${described}, found in the local database; no migration makes it`;
}

const ourWords =
  /^(?:an? )?(?:[\w-]+ )*(?:index|constraint|trigger|policy|row level security) (?:on|of) \S+(?: \(.*\))?, (?:made(?: by hand)? in \S+|found in the local database; no migration makes it)$/;

/** A team's own words for why something is listed; undefined where the description is ours, which says nothing new. */
export function ownWords(description: string | undefined): string | undefined {
  const words = description?.trim();
  return words === undefined || words === '' || ourWords.test(words) ? undefined : words;
}

/** Somebody's words as a sentence; a name that they begin with stays as it is. */
export function asSentence(words: string): string {
  const capital = words.replace(
    /^[a-z]+(?=[,;:.!?'’]*(?:\s|$))/,
    (first) => first.charAt(0).toUpperCase() + first.slice(1),
  );
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
