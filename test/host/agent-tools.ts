import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ToolName } from '../../src/agent/tool';
import { toolId } from '../../src/editor/agents/tool-id';

/** What a tool of ours gives a model: what it reads first, and the data. */
export async function invoke(
  name: ToolName,
  input: object = {},
  token?: vscode.CancellationToken,
): Promise<{ text: string; data: { next?: unknown; report?: unknown } }> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(toolId(name), options, token);
  const texts = content.map((part) => {
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    return part.value;
  });
  assert.equal(texts.length, 2);
  return { text: texts[0]!, data: JSON.parse(texts[1]!) as object };
}
