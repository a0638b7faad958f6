import type { Disposable, Uri } from 'vscode';

/** What VS Code has of it since 1.101; the oldest that we support lacks it, and so do the types that we compile with. */
declare module 'vscode' {
  interface McpStdioServer {
    readonly command: string;
    readonly args: readonly string[];
    cwd?: Uri;
  }

  const McpStdioServerDefinition:
    | (new (
        label: string,
        command: string,
        args: string[],
        env: Record<string, string>,
        version: string,
      ) => McpStdioServer)
    | undefined;

  namespace lm {
    const registerMcpServerDefinitionProvider:
      | ((id: string, provider: { provideMcpServerDefinitions(): readonly McpStdioServer[] }) => Disposable)
      | undefined;
  }
}
