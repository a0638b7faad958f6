import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { displayName } from '../ids';

/** As package.json declares it. */
const providerId = 'migration-guard';

/**
 * Offers the server of `migration-guard mcp` to all that speak MCP in the window, for the first folder. It runs only in
 * trusted windows: VS Code starts none in others, and none is offered.
 *
 * @param cli the path of our command line
 */
export function registerMcpServer(cli: string, version: string): vscode.Disposable {
  const Definition = vscode.McpStdioServerDefinition;
  const none = new vscode.Disposable(() => undefined);
  if (!Definition) return none;
  const registered = vscode.lm.registerMcpServerDefinitionProvider?.(providerId, {
    provideMcpServerDefinitions: () => {
      const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
      if (!vscode.workspace.isTrusted || folders.length === 0) return [];
      const args = [cli, 'mcp', ...folders.flatMap(({ uri }) => ['--root', fileURLToPath(uri.toString())])];
      const env = { ELECTRON_RUN_AS_NODE: '1' };
      const definition = new Definition(displayName, process.execPath, args, env, version);
      const [first] = folders;
      if (first) definition.cwd = first.uri;
      return [definition];
    },
  });
  return registered ?? none;
}
