import { HumanError } from '../../core/human-error';
import { DatabaseUrl } from '../../core/environment/database-url';
import type { Variables } from '../programs/run-captured';

/** Nothing is wrong, but nobody has said where the local database is. */
export class NoDatabaseUrl extends HumanError {}

/** The URLs of an environment, before it is known whether it is production. */
export interface Resolved {
  readonly url: DatabaseUrl;
  readonly directUrl?: DatabaseUrl | undefined;
  readonly shadowUrl?: DatabaseUrl | undefined;
  /** Where the URL was found: `DATABASE_URL of .env`. */
  readonly from: string;
}

export interface EnvironmentDeps {
  /** Our own variables: programs get them, and URLs are looked for in them. */
  readonly env: Variables;
  readonly limits?: Partial<Limits>;
  /** False where nobody has asked for anything yet: then the project's Prisma config is read, but never run. */
  readonly mayRunConfig?: boolean;
}

/** The Prisma config would have to be run, and must not be. */
export class ConfigNotRun extends HumanError {
  readonly kind = 'config-not-run';
}

/** Milliseconds after which a program is given up. */
export interface Limits {
  readonly config: number;
  readonly railway: number;
  readonly command: number;
}

/** A person may have to touch a key or a phone for `command`. */
const usualLimits: Limits = { config: 30_000, railway: 20_000, command: 60_000 };

export function limitsOf({ limits }: EnvironmentDeps): Limits {
  return { ...usualLimits, ...limits };
}

/** `20 seconds`; tests have fractions of one. */
export function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} seconds`;
}

/** The URL, if there is one to parse. */
export function parseOptional(text: string | undefined, from: string): DatabaseUrl | undefined {
  return text === undefined || text.trim() === '' ? undefined : DatabaseUrl.parse(text, from);
}
