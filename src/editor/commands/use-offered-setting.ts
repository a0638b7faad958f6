import * as vscode from 'vscode';
import { settingEdits, type SettingOffer } from '../../core/config/setting-offer';
import { applyFix } from '../documents/apply-fix';
import { readText } from '../documents/read-text';
import { withProject } from './arguments/project';
import type { CommandContext } from './context';

/** Writes the setting that was found for a project into its migration-guard.json: the URL's file, or hosts that are local. */
export function useOfferedSetting(
  { state: { store, projects } }: CommandContext,
  given: unknown,
): Promise<void> {
  return withProject({ projects }, given, async (root) => {
    // What is written is what was found, whatever the command is called with.
    const { failure, environment } = store.view(root);
    if (!failure?.offer) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Nothing was found that would be a setting for {0}.', environment),
      );
      return;
    }
    if (await write(failure.offer)) await store.refresh(root, { mayRunConfig: true }, environment);
  });
}

async function write({ target, setting }: SettingOffer): Promise<boolean> {
  const uri = vscode.Uri.file(target);
  const text = await readText(uri);
  const edits = settingEdits(text, setting);
  if (!edits) {
    await vscode.window.showTextDocument(uri);
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'migration-guard.json has mistakes, or says something else there already. Correct it first.',
      ),
    );
    return false;
  }
  const file = uri.toString();
  const texts = new Map(text === undefined ? [] : [[file, text]]);
  return await applyFix({ kind: 'list', title: '', edits: [{ file, edits }] }, { texts }, { isSaved: true });
}
