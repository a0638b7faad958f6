import * as vscode from 'vscode';
import { isHumanError } from '../../../core/human-error';
import { migrationLabel } from '../../../core/migration-names';
import type { State } from '../../databases/state';
import { askWithProposal } from './ask-with-proposal';

/**
 * Asks what a new migration is to be called, and proposes a name from what has changed in the schema.
 *
 * @param root the URI of the project's folder
 * @param options.mayBeEmpty whether there may be nothing to name
 * @returns undefined where the person does not want to go on
 */
export async function askMigrationName(
  { proposedNameOf }: Pick<State, 'proposedNameOf'>,
  root: string,
  { mayBeEmpty }: { readonly mayBeEmpty: boolean },
): Promise<string | undefined> {
  const name = await askWithProposal(
    {
      title: vscode.l10n.t('Name of the New Migration'),
      prompt: mayBeEmpty
        ? vscode.l10n.t(
            'Leave it empty if schema.prisma has not changed: then only what is pending is applied.',
          )
        : vscode.l10n.t('What it changes, in a few words. The time is put before it.'),
      placeholder: 'add_tags_to_memories',
      refusalOf: (text) => (mayBeEmpty && text.trim() === '' ? undefined : refusalOf(text)),
    },
    proposedNameOf(root).catch(() => undefined),
  );
  return name?.trim();
}

function refusalOf(text: string): string | undefined {
  try {
    migrationLabel(text);
    return undefined;
  } catch (error) {
    if (isHumanError(error)) return error.message;
    throw error;
  }
}
