import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What tools/check-workflows.mjs says about a workflow with that text. */
function mistakesIn(workflow: string): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-workflows-'));
  try {
    fs.writeFileSync(path.join(folder, 'ci.yml'), workflow);
    const script = `import('./tools/check-workflows.mjs')
      .then(async (m) => console.log(JSON.stringify(await m.checkWorkflows(process.argv[1]))))`;
    const args = ['--input-type=module', '-e', script, '--', folder];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as string[];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const good = `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        node: [20, 22]
    steps:
      - run: echo "\${{ matrix.node }}"
`;

describe('the check of workflows', () => {
  it('says nothing about one that GitHub would run', () => {
    assert.deepEqual(mistakesIn(good), []);
  });

  // Catches: a check that looks at no file, or at nothing but the form of YAML.
  it('says where a value comes from nowhere', () => {
    const [first = '', ...more] = mistakesIn(good.replace('matrix.node', 'matrix.nod'));
    assert.match(first, /ci\.yml:9:\d+: property "nod" is not defined/);
    assert.deepEqual(more, []);
  });
});
