import type { SettingOffer } from '../../core/config/setting-offer';
import { HumanError, isHumanError } from '../../core/human-error';
import type { Asking } from '../../core/config/project-code';
import { DatabaseUrl } from '../../core/environment/database-url';
import type { Variables } from '../process/variables';

/** Why the URL of an environment is not known; an editor tells by it what to offer. */
export type EnvironmentFailure =
  /** Nobody has given it. */
  | 'no-url'
  /** What is given is no URL of a PostgreSQL database. */
  | 'bad-url'
  /** The Prisma config has to be run for it, and must not be. */
  | 'config-not-run'
  /** Code of the project would have to run for it, which projectCode forbids. */
  | 'code-not-allowed'
  /** A file of settings is broken, or cannot be read. */
  | 'bad-config'
  /** There is no Prisma that could load the config. */
  | 'no-prisma'
  | 'railway'
  /** The program that migration-guard.json names gave none. */
  | 'command'
  | 'unknown-environment';

/** There is no URL of an environment; the message says why, and what to do. */
export class EnvironmentError extends HumanError {
  constructor(
    readonly kind: EnvironmentFailure,
    message: string,
    options?: ErrorOptions & {
      /** The variable that the URL would be read from, if it is known. */
      readonly variable?: string | undefined;
      /** What would help and was found. */
      readonly offer?: SettingOffer | undefined;
    },
  ) {
    super(message, options);
    this.variable = options?.variable;
    this.offer = options?.offer;
  }

  readonly variable: string | undefined;
  readonly offer: SettingOffer | undefined;
}

/** Nothing is wrong, but nobody has said where the local database is. */
export class NoDatabaseUrl extends EnvironmentError {
  constructor(message: string, variable?: string, offer?: SettingOffer) {
    super('no-url', message, { variable, offer });
  }
}

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
  readonly timeoutsMs?: Partial<Timeouts>;
  /** False where nobody has asked for anything yet: then code of the project runs only if it may by itself. */
  readonly mayRunConfig?: boolean;
}

/** Who wants to know. */
export function askingOf({ mayRunConfig }: EnvironmentDeps): Asking {
  return mayRunConfig === false ? 'nobody' : 'person';
}

/** The Prisma config would have to be run, and must not be. */
export class ConfigNotRun extends EnvironmentError {
  constructor(message: string) {
    super('config-not-run', message);
  }
}

/** Milliseconds after which a program is given up. */
export interface Timeouts {
  readonly config: number;
  readonly railway: number;
  readonly command: number;
}

/** A person may have to touch a key or a phone for `command`. */
const usualTimeoutsMs: Timeouts = { config: 30_000, railway: 20_000, command: 60_000 };

export function timeoutsMsOf({ timeoutsMs }: EnvironmentDeps): Timeouts {
  return { ...usualTimeoutsMs, ...timeoutsMs };
}

/** `20 seconds`; tests have fractions of one. */
export function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} seconds`;
}

/** The URL, if there is one to parse. @throws EnvironmentError */
export function parseOptional(text: string | undefined, from: string): DatabaseUrl | undefined {
  return text === undefined || text.trim() === '' ? undefined : parseUrl(text, from);
}

/** @throws EnvironmentError where that is no URL of a PostgreSQL database */
export function parseUrl(text: string, from: string): DatabaseUrl {
  try {
    return DatabaseUrl.parse(text, from);
  } catch (error) {
    if (!isHumanError(error)) throw error;
    throw new EnvironmentError('bad-url', error.message);
  }
}
