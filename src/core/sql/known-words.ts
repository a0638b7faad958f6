import { largestOf } from '../extremes';

/**
 * The words that statements are told apart by: a text need not be cut into words to be compared with them. A word that is
 * missing here is only slower to compare.
 */
const words = propertyNames(
  'abort action add all alter always and array as asc at atomic attach authorization begin by call cascade case chain ' +
    'characteristics check collate column comment commit concurrently constraint create cycle data database default ' +
    'deferrable deferred delete desc detach disable discard distinct do domain drop each else elsif enable end enum exception exclude excluding ' +
    'execute exists expression extension extract false for force foreach foreign from function generated global grant group ' +
    'identity if in include including increment index indexes inherits initially insert into is join key language lateral ' +
    'like local loop materialized maxvalue minvalue move name no not null nulls of on only or order overlaps owned owner ' +
    'partition perform pg_catalog plpgsql policy precision prepare prepared primary procedure recursive references reindex ' +
    'rename replace reset restrict return revoke role rollback row rule savepoint schema search_path security select sequence session ' +
    'set set_config start strict table tablespace temp temporary then time to transaction trigger truncate type uescape ' +
    'unique unlogged update using valid validate value values varying view when where while with without work zone',
);

/** The words as names of properties, of which the engine keeps each once: they are compared by their addresses. */
function propertyNames(list: string): readonly string[] {
  return Object.keys(Object.fromEntries(list.split(' ').map((word) => [word, true])));
}

const longestWord = largestOf(words.map(({ length }) => length));

/** Several times the number of words: few of them share a place. */
const tableSize = 1024;

/** The words by the hash of their characters. */
const wordsByHash: string[] = Array.from({ length: tableSize }, () => '');

/** One step of the hash of a word; it is the same for letters of either case. */
export function hashedWith(hash: number, code: number): number {
  return (Math.imul(hash, 31) + (code | 32)) | 0;
}

function placeOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (tableSize - 1);
}

for (const word of words) {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = hashedWith(hash, word.charCodeAt(at));
  let place = placeOf(hash);
  while (wordsByHash[place] !== '') place = (place + 1) % tableSize;
  wordsByHash[place] = word;
}

/** The known word that stands in a text, in letters of either case; empty for any other word. */
export function knownWord(text: string, start: number, end: number, hash: number): string {
  if (end - start > longestWord) return '';
  for (let place = placeOf(hash); ; place = (place + 1) % tableSize) {
    const word = wordsByHash[place] ?? '';
    if (word === '' || isWord(text, start, end, word)) return word;
  }
}

/** Whether a stretch of a text is this word in ASCII letters of either case. */
function isWord(text: string, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at++) {
    const code = text.charCodeAt(start + at);
    const isUpper = code >= 65 && code <= 90;
    if ((isUpper ? code | 32 : code) !== word.charCodeAt(at)) return false;
  }
  return true;
}
