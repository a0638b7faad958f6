import { runDev } from '../commands/dev';
import type { DevArgs } from '../commands/dev-args';
import type { Machine } from './machine';
import { migrate } from './migrate';
import { safeMigrate } from './safe-migrate';

/** `dev` on this machine. */
export function dev(args: DevArgs, machine: Machine): Promise<number> {
  return runDev(args, {
    safeMigrate: (given) => safeMigrate(given, machine),
    migrate: (given) => migrate(given, machine),
  });
}
