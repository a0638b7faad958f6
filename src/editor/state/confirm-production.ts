import * as vscode from 'vscode';
import type { State } from './state-feature';

/**
 * Asks for the name and the host of an environment that is production, before anything is written there. No setting
 * turns that off, and the command line asks again where it finds production that is not known as such here.
 *
 * @returns the words that say so to the command line, none where it is not production; undefined where the person does
 *   not want to, or where it is production and its database cannot be asked, which has been said
 */
export async function confirmProduction(
  { store, environmentsOf }: Pick<State, 'store' | 'environmentsOf'>,
  root: string,
  environment: string,
): Promise<readonly string[] | undefined> {
  const known = () => store.view(root, environment).known;
  // Nothing is known of it, or by an older version of ours, which did not tell what to type.
  if (!known() || (known()?.production === true && known()?.confirmation === undefined)) {
    await store.refresh(root, { mayRunConfig: true }, environment);
  }
  const wanted = known()?.confirmation;
  if (wanted !== undefined) return await typed(environment, wanted);
  const isProduction =
    known()?.production ??
    (await environmentsOf(root)).find(({ name }) => name === environment)?.production ??
    false;
  if (!isProduction) return [];
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      '{0} is production, and its database could not be asked, so nothing was run. {1}',
      environment,
      store.view(root, environment).trouble?.message ?? '',
    ),
  );
  return undefined;
}

async function typed(environment: string, wanted: string): Promise<readonly string[] | undefined> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0} is production', environment),
    prompt: vscode.l10n.t('Type {0} to apply what is pending there.', wanted),
    placeHolder: wanted,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === wanted ? undefined : vscode.l10n.t('That is not {0}.', wanted)),
  });
  return answer?.trim() === wanted ? ['--force', `--confirm=${wanted}`] : undefined;
}
