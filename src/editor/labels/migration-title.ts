import type { Whereabouts } from '../../core/status/whereabouts';

/** A migration's name without the time that it begins with, where there is no room for both: `add_tags`. */
export function titleOf(migration: string): string {
  return migration.replace(/^\d+(?:T\d+)?_(?=.)/, '');
}

/** The same place with such a name: in a narrow row the end is cut off, and the end tells two names apart. */
export function withTitle(where: Whereabouts): Whereabouts {
  return 'to' in where ? { ...where, to: titleOf(where.to) } : where;
}
