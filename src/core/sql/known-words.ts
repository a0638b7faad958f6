import { largestOf } from '../extremes';

/**
 * The words that statements are told apart by. Each has a number, so that a text need not be cut into words to be compared;
 * a word that is missing here is only slower to compare.
 */
const words = (
  'abort action add all alter always and array as asc at atomic attach authorization begin by call cascade case chain ' +
  'characteristics check collate column comment commit concurrently constraint create cycle data database default ' +
  'deferrable deferred delete desc detach discard distinct do domain drop else elsif end enum exception exclude excluding ' +
  'execute exists expression extension extract false for foreach foreign from function generated global grant group ' +
  'identity if in include including increment index indexes inherits initially insert into is join key language lateral ' +
  'like local loop materialized maxvalue minvalue move name no not null nulls of on only or order overlaps owned owner ' +
  'partition perform pg_catalog plpgsql policy precision prepare prepared primary procedure recursive references reindex ' +
  'rename replace reset restrict return revoke role rollback row rule savepoint schema search_path select sequence session ' +
  'set set_config start strict table tablespace temp temporary then time to transaction trigger truncate type uescape ' +
  'unique unlogged update using valid validate value values varying view when where while with without work zone'
).split(' ');

/** Symbols have the numbers of their characters, which are below this one. */
const firstWordId = 128;

const textsById: readonly string[] = [
  ...Array.from({ length: firstWordId }, (_, code) => (code === 0 ? '' : String.fromCharCode(code))),
  ...words,
];

const longestWord = largestOf(words.map(({ length }) => length));

/** Twice a power of two above the number of words: few of them share a place. */
const tableSize = 1024;

/** The numbers of words by the hash of their characters; 0 where there is none. */
const idsByHash = new Uint16Array(tableSize);

/** One step of the hash of a word; it is the same for letters of either case. */
export function hashedWith(hash: number, code: number): number {
  return (Math.imul(hash, 31) + (code | 32)) | 0;
}

for (const [index, word] of words.entries()) {
  let place = placeOf(hashOf(word));
  while (idsByHash[place] !== 0) place = (place + 1) % tableSize;
  idsByHash[place] = firstWordId + index;
}

function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = hashedWith(hash, word.charCodeAt(at));
  return hash;
}

function placeOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (tableSize - 1);
}

/** The number of a known word that stands in a text, in letters of either case; 0 for any other word. */
export function knownWord(text: string, start: number, end: number, hash: number): number {
  if (end - start > longestWord) return 0;
  for (let place = placeOf(hash); ; place = (place + 1) % tableSize) {
    const id = idsByHash[place] ?? 0;
    if (id === 0 || isWord(text, start, end, textsById[id] ?? '')) return id;
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

/** The number of a word or symbol; 0 where it is not known. */
export function idOf(word: string): number {
  if (word.length === 1 && word.charCodeAt(0) < firstWordId) return word.charCodeAt(0);
  return knownWord(word, 0, word.length, hashOf(word));
}

/** The known word, in lower case, or the symbol; empty for 0. */
export function textOf(id: number): string {
  return textsById[id] ?? '';
}
