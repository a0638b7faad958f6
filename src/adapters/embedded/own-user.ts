const goingBack = /\b(?:reset\s+session\s+authorization|set\s+session\s+authorization\s+default)\b/gi;
const instead = 'SET SESSION AUTHORIZATION postgres';

/** A script that means the same to the embedded PostgreSQL as the given one to a real one. */
export interface OwnUserScript {
  readonly sql: string;
  /** Where in the given script a position in `sql` is; both in characters from 1. */
  readonly given: (position: number) => number;
}

/** The embedded PostgreSQL does not know who began its session, so to go back to them does nothing there. */
export function withOwnUser(script: string): OwnUserScript {
  const changes: { readonly at: number; readonly longer: number }[] = [];
  const sql = script.replace(goingBack, (found: string, at: number) => {
    changes.push({ at: [...script.slice(0, at)].length, longer: instead.length - [...found].length });
    return instead;
  });
  return {
    sql,
    given: (position) =>
      changes.reduce((at, { at: from, longer }) => (at > from + 1 ? at - longer : at), position),
  };
}
