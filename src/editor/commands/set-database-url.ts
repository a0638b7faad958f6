import * as vscode from 'vscode';
import { DatabaseUrl } from '../../core/environment/database-url';
import { isHumanError } from '../../core/human-error';
import type { State } from '../databases/state';
import { withProject } from './arguments/project';
import type { CommandContext } from './context';

/** How sentences about what was typed begin; they come from where URLs are read, and are not translated. */
const what = 'This';

/** A database URL that no file is to hold: entered once, and kept in VS Code's secret storage. */
export function setDatabaseUrl({ state }: CommandContext, given: unknown): Promise<void> {
  return withProject(state, given, (root) => enterUrl(state, root, state.store.environment));
}

async function enterUrl(
  { store, urls, urlSourceOf }: Pick<State, 'store' | 'urls' | 'urlSourceOf'>,
  root: string,
  environment: string,
): Promise<void> {
  const source = await urlSourceOf(root, environment);
  if (source.kind === 'elsewhere') {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The URL of {0} comes from {1}, not from a variable, so it has to be corrected there.',
        environment,
        source.location,
      ),
    );
    return;
  }
  const [variable = ''] = source.variables;
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Database URL of {0}', environment),
    prompt: vscode.l10n.t('It is used as {0}, and is kept in the secret storage of VS Code.', variable),
    placeHolder: 'postgresql://user:password@host:5432/database',
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => refusalOf(value),
  });
  if (text === undefined || refusalOf(text) !== undefined) return;
  const url = DatabaseUrl.parse(text, what);
  if (!(await agreesTo(url, environment, variable))) return;
  await urls.set(root, environment, { url: url.reveal(), variables: source.variables });
  await store.refresh(root, { mayRunConfig: true }, environment);
}

/** Why that is no URL of a PostgreSQL database; undefined where it is one. Never quotes it. */
function refusalOf(text: string): string | undefined {
  try {
    DatabaseUrl.parse(text, what);
    return undefined;
  } catch (error) {
    if (isHumanError(error)) return error.message;
    throw error;
  }
}

/** Nobody sees what they have pasted into a field for passwords, so where it leads is shown. */
async function agreesTo(url: DatabaseUrl, environment: string, variable: string): Promise<boolean> {
  const use = vscode.l10n.t('Use This Database');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Use {0} as {1}?', url.location, environment),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The user is {0}. The URL is used as {1} in this window and in the terminals of Migration Guard, until you forget it.',
        url.user || vscode.l10n.t('not named'),
        variable,
      ),
    },
    use,
  );
  return answer === use;
}
