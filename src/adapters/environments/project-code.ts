import type { GuardConfig } from '../../core/config/guard-config';
import {
  codeIn,
  mayRunUnder,
  projectCodeVariable,
  strictestCode,
  type Asking,
} from '../../core/config/project-code';
import type { Variables } from '../process/variables';
import { ConfigNotRun, EnvironmentError } from './resolved';

/** What is to run, and for whom. */
interface Wanted {
  /** The first half of a sentence: `prisma.config.ts has to be run to find the database`. */
  readonly what: string;
  readonly asking: Asking;
  /** What to do instead, a sentence. */
  readonly instead: string;
}

/**
 * Refuses to run code of a project where that is not allowed: the stricter of migration-guard.json and the variable
 * counts. The editor hands its own setting over in the variable.
 *
 * @throws EnvironmentError, which says what, where it is forbidden, and what to do instead
 */
export function assertMayRun(
  guard: Pick<GuardConfig, 'projectCode'> | undefined,
  env: Variables,
  { what, asking, instead }: Wanted,
): void {
  const inVariable = codeIn(env[projectCodeVariable]);
  const code = strictestCode([guard?.projectCode, inVariable]);
  if (mayRunUnder(code, asking)) return;
  if (code !== 'never') {
    throw new ConfigNotRun(`${what}, which happens only when you ask for it.`);
  }
  const where =
    guard?.projectCode === 'never'
      ? '"projectCode" of migration-guard.json'
      : `${projectCodeVariable} (in VS Code the setting migrationGuard.projectCode)`;
  throw new EnvironmentError('code-not-allowed', `${what}, and ${where} forbids it. ${instead}`);
}
