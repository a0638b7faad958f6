import { applying } from './applying';
import { drafts } from './drafts';
import { losses } from './losses';
import type { State } from './setting';
import { texts } from './texts';

const all: readonly State[] = [...drafts, ...texts, ...applying, ...losses];

/** Of each kind of cure one that takes little time: an edit undone, a draft mended, a file brought back, a person asked. */
const quick: ReadonlySet<string> = new Set([
  'a comment was written into an applied migration',
  'a draft of Prisma drops hand-made indexes',
  'the folder of an applied migration was deleted',
  'a migration of another branch is applied here',
]);

export const telling = all.filter(({ title }) => quick.has(title));
export const others = all.filter(({ title }) => !quick.has(title));
