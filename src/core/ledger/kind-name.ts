import type { ObjectKind } from './object-record';

/** What an object of a kind is called: `CHECK constraint`. */
export function kindName(kind: ObjectKind): string {
  return kinds[kind] ?? kind;
}

const kinds: Partial<Readonly<Record<ObjectKind, string>>> = {
  check: 'CHECK constraint',
  exclude: 'exclusion constraint',
  deferrable: 'deferrable constraint',
};
