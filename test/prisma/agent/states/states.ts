import { applying } from './applying';
import { drafts } from './drafts';
import { losses } from './losses';
import type { State } from './setting';
import { texts } from './texts';

const all: readonly State[] = [...drafts, ...texts, ...applying, ...losses];

/** One of each kind of cure: the file, the draft, the row and the database. */
const quick: ReadonlySet<string> = new Set([
  'a comment was written into an applied migration',
  'a draft of Prisma drops hand-made indexes',
  'the folder of an applied migration was deleted',
  'an index was dropped by hand',
]);

export const telling = all.filter(({ title }) => quick.has(title));
export const others = all.filter(({ title }) => !quick.has(title));
