import * as vscode from 'vscode';
import { applyFix } from '../documents/apply-fix';
import { chosenIndex, type ChosenIndex } from './arguments/protected-index';
import type { CommandContext } from './context';

/** Takes a protected index out of drift-ignore.json, once somebody has agreed to it. */
export async function forgetIndex({ loadReader, state }: CommandContext, given: unknown): Promise<void> {
  const chosen = await chosenIndex(loadReader, state, given);
  const edits = chosen?.choices.forget;
  if (!chosen || !edits || !(await agreesToForget(chosen))) return;
  const fix = { kind: 'list' as const, title: '', edits };
  if (await applyFix(fix, chosen, { isSaved: true })) await state.store.refresh(chosen.root);
}

async function agreesToForget({ index: { name }, choices }: ChosenIndex): Promise<boolean> {
  const forget = vscode.l10n.t('Forget {0}', name);
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Take {0} out of drift-ignore.json?', name),
    {
      modal: true,
      detail: choices.staysProtected
        ? vscode.l10n.t(
            'It stays protected, because Prisma does not see all of it. But a migration of the same change that drops it counts as deliberate.',
          )
        : vscode.l10n.t('Nothing else protects it: from then on a migration may drop it without a warning.'),
    },
    forget,
  );
  return answer === forget;
}
