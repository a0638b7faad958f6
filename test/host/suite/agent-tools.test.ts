import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toolNames, type ToolName } from '../../../src/agent/tool';
import { AgentTool } from '../../../src/editor/agents/register-agent-tools';
import { mcpServers } from '../../../src/editor/agents/register-mcp-server';
import { toolId } from '../../../src/editor/agents/tool-id';
import { invoke } from '../agent-tools';
import { theExtension } from '../extension';
import { folder } from './commands';

/** What VS Code shows of a call before it is made. The window asks nobody in a test. */
function prepared(name: ToolName, input: object) {
  const unused = () => Promise.reject(new Error('nothing is run to say what would be run'));
  const tool = new AgentTool(name, { loadRunner: unused, state: {} as never });
  return tool.prepareInvocation({ input: input as Readonly<Record<string, unknown>> });
}

/** What a person is asked before the call. */
function question(name: ToolName, input: object): string {
  const { confirmationMessages: asked } = prepared(name, input);
  assert.ok(asked && typeof asked.message === 'string' && asked.title.endsWith('?'), name);
  return asked.message;
}

describe('the tools for coding agents', () => {
  before(() => theExtension().activate());

  it('are in the list of the window, each with what a model reads', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('migration_guard_'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), toolNames.map(toolId).sort());
    for (const { name, description, inputSchema } of ours) {
      assert.match(description, /Call it /, name);
      assert.match(JSON.stringify(inputSchema), /"additionalProperties":false/, name);
    }
  });

  it('answer with what is the case, the next call and the report', async () => {
    const { text, data } = await invoke('lint');
    assert.match(text, /Drops idx_memories_embedding, an ivfflat index/);
    assert.match(text, /1\. Run `migration-guard lint --fix`/);
    assert.match(JSON.stringify(data.next), /"tool":"explain_index"/);
    const explained = await invoke('explain_index', { name: 'idx_memories_embedding' });
    assert.match(explained.text, /Made by hand in 20251127020000_restore_vector_index/);
  });

  it('say in a sentence what is wrong with an input, and look at nothing outside of the window', async () => {
    const { text } = await invoke('lint', { project: '../../..' });
    assert.match(text, /nothing outside of it is looked at/);
    const unknown = await invoke('explain_index', { name: '--yes' });
    assert.match(unknown.text, /--yes/);
  });

  it('refuse production', async () => {
    const { text } = await invoke('status', { environment: 'prod' });
    assert.match(text, /prod is production/);
  });

  it('ask before they write, and say what; a name that a model gave cannot become a link', () => {
    for (const name of ['status', 'lint', 'explain_index'] as const) {
      const { invocationMessage, confirmationMessages } = prepared(name, {});
      assert.equal(confirmationMessages, undefined, name);
      assert.ok(typeof invocationMessage === 'string' && invocationMessage !== '', name);
    }
    assert.match(question('safe_migrate', { name: 'add_tags' }), /“add_tags”.*Nothing is applied\.$/);
    assert.match(
      question('restore', { names: ['[x](command:evil)', 'idx_b'] }),
      /“xcommandevil”, “idx_b” again/,
    );
    assert.match(question('fix_drift', {}), /proved to change nothing/);
  });

  it('are served by MCP too, for the folders of the window, where VS Code can', () => {
    const servers = mcpServers('/extension/dist/cli.js', '1.0.0');
    assert.equal(servers.length, vscode.McpStdioServerDefinition ? 1 : 0);
    for (const { command, args, cwd } of servers) {
      assert.equal(command, process.execPath);
      assert.deepEqual(args, ['/extension/dist/cli.js', 'mcp', '--root', folder()]);
      assert.equal(cwd?.fsPath, folder());
    }
  });

  it('stop where the window cancels', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await assert.rejects(async () => {
      const { text } = await invoke('status', {}, source.token);
      throw new Error(text);
    }, /[Cc]ancel/);
  });
});
