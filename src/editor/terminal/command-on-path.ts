import { promises as fs } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { launchers } from './launcher';

/**
 * Makes `migration-guard` a command in the terminals of VS Code. It comes last on the PATH: what a project or a person has
 * installed goes before it. Untrusted windows have none.
 *
 * @param cli the path of our command line
 */
export function registerCommandOnPath(
  {
    globalStorageUri,
    environmentVariableCollection: variables,
  }: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'environmentVariableCollection'>,
  cli: string,
  log: Pick<vscode.LogOutputChannel, 'warn'>,
): vscode.Disposable {
  const offer = (): void => {
    // Not in the extension's own folder, which is another one after an update: terminals stay open for days.
    const folder = path.join(fileURLToPath(globalStorageUri.toString()), 'bin');
    variables.description = vscode.l10n.t('Makes {0} a command.', '`migration-guard`');
    variables.append('PATH', `${path.delimiter}${folder}`);
    void writeLaunchers(folder, cli).catch((error: unknown) => {
      log.warn(`The command migration-guard could not be written into ${folder}: ${String(error)}`);
    });
  };
  if (vscode.workspace.isTrusted) offer();
  else variables.clear();
  return vscode.workspace.onDidGrantWorkspaceTrust(offer);
}

/** Writes what is not there as it should be. Other windows may do the same, so each file appears whole. */
async function writeLaunchers(folder: string, cli: string): Promise<void> {
  await fs.mkdir(folder, { recursive: true });
  for (const [name, text] of launchers({ cli, node: process.execPath, folder })) {
    const file = path.join(folder, name);
    if ((await fs.readFile(file, 'utf8').catch(() => undefined)) === text) continue;
    const draft = `${file}.${process.pid}`;
    await fs.writeFile(draft, text, { mode: 0o755 });
    await fs.rename(draft, file);
  }
}
