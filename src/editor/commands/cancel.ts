import type { CommandContext } from './context';

/** Ends every question that a database is being asked. */
export function cancel({ state }: CommandContext): void {
  state.store.cancel();
}
