import assert from 'node:assert/strict';
import fs from 'node:fs';
import { agentTools } from '../../../src/agent/tools';
import { toolNames } from '../../../src/agent/tool';
import { languageModelTools } from '../../tools/agent-tool-manifest';

interface Manifest {
  readonly contributes: { readonly languageModelTools: readonly object[] };
}

describe('the tools for coding agents', () => {
  it('stand in package.json as they are described; npm run schemas writes them', () => {
    const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Manifest;
    assert.deepEqual(contributes.languageModelTools, JSON.parse(JSON.stringify(languageModelTools())));
  });

  it('are all of them, each with a title and a description that fits on a screen', () => {
    assert.deepEqual(
      agentTools.map(({ name }) => name),
      [...toolNames],
    );
    for (const { name, title, description } of agentTools) {
      assert.ok(title.length < 40, name);
      assert.ok(description.length < 800, name);
    }
  });

  // Catches: a new tool that writes, without anybody being asked.
  it('ask before they write', () => {
    const writing = agentTools.filter(({ question }) => question !== undefined).map(({ name }) => name);
    assert.deepEqual(writing, ['safe_migrate', 'fix_drift', 'restore']);
  });
});
