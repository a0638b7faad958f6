import * as vscode from 'vscode';
import type { State } from '../databases/state';
import { runProject } from '../terminal/run-project';
import { withProject } from './arguments/project';
import type { CommandContext } from './context';

/** Applies what is pending in the chosen environment, in a terminal. */
export function migrate({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return withProject(
    state,
    given,
    async (root) => {
      const { environment } = state.store;
      const consent = await confirmProduction(state, root, environment);
      if (!consent) return undefined;
      return runProject(state, root, (project) => [
        'migrate',
        `--env=${environment}`,
        ...consent,
        `--project=${project}`,
      ]);
    },
    { older: 'migrate' },
  );
}

/**
 * Asks for the name and the host of an environment that is production, before anything is written there. No setting
 * turns that off, and the command line asks again where it finds production that is not known as such here.
 *
 * @returns the arguments that say so to the command line, none where it is not production; undefined where the person does
 *   not want to, or where it is production and its database cannot be asked, which has been said
 */
async function confirmProduction(
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
      store.view(root, environment).failure?.message ?? '',
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
