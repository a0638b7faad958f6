import * as vscode from 'vscode';
import { isHumanError } from '../../../core/human-error';
import { migrationLabel } from '../../../core/migration-names';
import type { State } from '../../databases/state';

/** Milliseconds in which a proposal has to come: nobody waits for one. */
const timeoutMs = 3_000;

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
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Name of the New Migration'),
    prompt: mayBeEmpty
      ? vscode.l10n.t(
          'Leave it empty if schema.prisma has not changed: then only what is pending is applied.',
        )
      : vscode.l10n.t('What it changes, in a few words. The time is put before it.'),
    placeHolder: 'add_tags_to_memories',
    value: (await soon(proposedNameOf(root))) ?? '',
    ignoreFocusOut: true,
    validateInput: (text) => (mayBeEmpty && text.trim() === '' ? undefined : refusalOf(text)),
  });
  return name?.trim();
}

/** What comes too late, or not at all, is no proposal. */
async function soon(proposal: Promise<string | undefined>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>(
    (resolve) => (timer = setTimeout(() => resolve(undefined), timeoutMs)),
  );
  try {
    return await Promise.race([proposal.catch(() => undefined), tooLate]);
  } finally {
    clearTimeout(timer);
  }
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
