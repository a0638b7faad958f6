import { applyFix } from '../documents/apply-fix';
import { chosenIndex } from './arguments/protected-index';
import type { CommandContext } from './context';

/** Lists a protected index in drift-ignore.json. */
export async function listIndex({ loadReader, state }: CommandContext, given: unknown): Promise<void> {
  const chosen = await chosenIndex(loadReader, state, given);
  if (!chosen?.choices.list) return;
  if (await applyFix(chosen.choices.list, chosen, { isSaved: true })) await state.store.refresh(chosen.root);
}
