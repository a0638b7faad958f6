/**
 * The name of the diagnostics channel on which every call of a program or a database is published, as plain data
 * without secrets. Who wants to know subscribes; else nothing is made to be published.
 */
export const callsChannel = 'migration-guard.calls';

/** Something outside was asked. Durations are in milliseconds. */
export type Call = ProgramCall | DatabaseCall;

export interface ProgramCall {
  readonly what: 'program';
  readonly program: string;
  /** Masked; undefined where they are nobody's business. */
  readonly args: readonly string[] | undefined;
  readonly milliseconds: number;
  readonly end: ProgramEnd;
}

export type ProgramEnd =
  | { readonly kind: 'ended'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly reason: string }
  | { readonly kind: 'timed-out' | 'too-much' | 'not-found' };

export interface DatabaseCall {
  readonly what: 'database';
  /** `reading _prisma_migrations` */
  readonly doing: string;
  /** `localhost:5432/app` */
  readonly location: string;
  readonly milliseconds: number;
  /** How many rows or things came; undefined where that is not counted. */
  readonly rows: number | undefined;
  /** What went wrong, as PostgreSQL or the network calls it: `28P01`, `ECONNREFUSED`. */
  readonly error: string | undefined;
}
