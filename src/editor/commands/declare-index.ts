import * as vscode from 'vscode';
import { applyFix } from '../documents/apply-fix';
import type { FileIndex } from '../findings/linted-project';
import { chosenIndex } from './arguments/protected-index';
import type { CommandContext } from './context';

/** Declares a protected index in schema.prisma, where that can say what it is. */
export async function declareIndex({ loadReader, state }: CommandContext, given: unknown): Promise<void> {
  const chosen = await chosenIndex(loadReader, state, given);
  if (!chosen) return;
  const { declare } = chosen.choices;
  if (declare) await applyFix(declare, chosen, { isSaved: false });
  else tellImpossible(chosen.index);
}

function tellImpossible({ name, method, declared }: FileIndex): void {
  void vscode.window.showInformationMessage(
    declared
      ? vscode.l10n.t('schema.prisma declares {0} already.', name)
      : vscode.l10n.t(
          'schema.prisma cannot say what {0} is ({1}). List it in drift-ignore.json instead.',
          name,
          method ?? vscode.l10n.t('kind unknown'),
        ),
  );
}
