import type { DatabaseFailure } from '../../adapters/database/errors';
import type { EnvironmentFailure } from '../../adapters/environments/resolved';

/** Why the state of the migrations is not known; views tell by it what to offer. */
export type FailureKind =
  | DatabaseFailure
  | EnvironmentFailure
  /** The database may be one that others use, and no person has asked. */
  | 'not-local'
  /** The folder holds no Prisma project any more. */
  | 'no-project'
  /** The project is for another database than PostgreSQL. */
  | 'other-provider'
  /** A person did not want to wait. */
  | 'cancelled';

/** All of them; the compiler holds that to the type. */
const all: Readonly<Record<FailureKind, true>> = {
  unreachable: true,
  'no-answer': true,
  interrupted: true,
  'wrong-password': true,
  'no-database': true,
  'no-permission': true,
  tls: true,
  busy: true,
  'timed-out': true,
  other: true,
  'no-url': true,
  'bad-url': true,
  'config-not-run': true,
  'code-not-allowed': true,
  'bad-config': true,
  'no-prisma': true,
  railway: true,
  command: true,
  'unknown-environment': true,
  'not-local': true,
  'no-project': true,
  'other-provider': true,
  cancelled: true,
};

export function isFailureKind(value: unknown): value is FailureKind {
  return typeof value === 'string' && Object.hasOwn(all, value);
}
