import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { displayName } from '../ids';

/** As package.json declares it. */
const providerId = 'migration-guard';

/**
 * Offers the server of `migration-guard mcp` to all that speak MCP in the window. Nothing where VS Code has no such API.
 *
 * @param cli the path of our command line
 */
export function registerMcpServer(cli: string, version: string): vscode.Disposable {
  const provider = { provideMcpServerDefinitions: () => mcpServers(cli, version) };
  const none = new vscode.Disposable(() => undefined);
  try {
    return vscode.lm.registerMcpServerDefinitionProvider?.(providerId, provider) ?? none;
  } catch {
    // VS Code 1.100 has it, but only for extensions that try out what is not decided yet.
    return none;
  }
}

/** The server for the window's folders; none in a window that nobody trusts, and none without a folder. */
export function mcpServers(cli: string, version: string): vscode.McpStdioServer[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const [first] = folders;
  if (!vscode.McpStdioServerDefinition || !vscode.workspace.isTrusted || !first) return [];
  const args = [cli, 'mcp', ...folders.flatMap(({ uri }) => ['--root', fileURLToPath(uri.toString())])];
  const env = { ELECTRON_RUN_AS_NODE: '1' };
  const server = new vscode.McpStdioServerDefinition(displayName, process.execPath, args, env, version);
  server.cwd = first.uri;
  return [server];
}
