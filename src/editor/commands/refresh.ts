import { mayRun } from '../workspace-trust';
import type { CommandContext } from './context';

/** Looks for the projects again, and asks the database of each. */
export async function refresh({ state }: CommandContext): Promise<void> {
  if (!mayRun()) return;
  state.projects.forget();
  await state.refreshAll({ mayRunConfig: true });
}
