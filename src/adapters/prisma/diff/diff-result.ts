import type { ProgramResult } from '../../process/run-program';
import type { Variables } from '../../process/variables';

/**
 * What `prisma migrate diff --script --exit-code` answers: 0 says that there is no difference, 2 that it is the script.
 * Undefined where it has failed, be it with 1 or with a 2 that comes from elsewhere.
 */
export function scriptIn(result: ProgramResult): string | undefined {
  if (result.kind !== 'ended') return undefined;
  if (result.code === 0) return '';
  return result.code === 2 && result.stdout.trim() !== '' ? result.stdout : undefined;
}

/** Variables with which Prisma says nothing but its answer. */
export function quietly(env: Variables): Variables {
  return {
    ...env,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    // Inside VS Code the executable is VS Code itself.
    ELECTRON_RUN_AS_NODE: '1',
  };
}
