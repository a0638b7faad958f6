import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { toolNames, type ToolInput, type ToolName } from '../../agent/tool';
import type { State } from '../databases/state';
import { confirmationLabel, runningLabel } from '../labels/agent-tools';
import { projectCodeVariables } from '../project-code-setting';
import { toolId } from './tool-id';
import type { ToolRunner } from './tool-runner';

interface Dependencies {
  readonly state: Pick<State, 'store' | 'urls'>;
  readonly loadRunner: () => Promise<ToolRunner>;
}

/** The tools that a coding agent in VS Code gets; package.json describes them. */
export function registerAgentTools(dependencies: Dependencies): vscode.Disposable {
  return vscode.Disposable.from(
    ...toolNames.map((name) => vscode.lm.registerTool(toolId(name), new AgentTool(name, dependencies))),
  );
}

export class AgentTool implements vscode.LanguageModelTool<ToolInput> {
  constructor(
    readonly name: ToolName,
    readonly dependencies: Dependencies,
  ) {}

  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<ToolInput>): vscode.PreparedToolInvocation {
    const confirmationMessages = confirmationLabel(this.name, input);
    return {
      invocationMessage: runningLabel(this.name),
      ...(confirmationMessages ? { confirmationMessages } : {}),
    };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<ToolInput>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const { loadRunner, state } = this.dependencies;
    const { run } = await loadRunner();
    const stop = new AbortController();
    const listening = token.onCancellationRequested(() => stop.abort());
    const touched = new Set<string>();
    try {
      const { text, json } = await run(this.name, input, {
        roots: roots(),
        signal: stop.signal,
        progress: () => undefined,
        variables: async ({ folder }, environment) => {
          const root = vscode.Uri.file(folder).toString();
          touched.add(root);
          const entered = await state.urls.variables(root, environment);
          return { ...process.env, ...entered, ...projectCodeVariables() };
        },
      });
      if (confirmationLabel(this.name, input)) for (const root of touched) void state.store.refresh(root);
      return new vscode.LanguageModelToolResult([
        new vscode.LanguageModelTextPart(text),
        new vscode.LanguageModelTextPart(json),
      ]);
    } finally {
      listening.dispose();
    }
  }
}

/** The window's folders on this machine. */
function roots() {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => ({ folder: fileURLToPath(uri.toString()), isTrusted: vscode.workspace.isTrusted }));
}
