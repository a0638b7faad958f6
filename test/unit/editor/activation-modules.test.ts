import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { buildCli } from '../../helpers/cli';

/** Requires the built extension with a stand-in for `vscode`, and prints what that has required, one line each. */
const spy = `
  const Module = require('node:module');
  const load = Module._load;
  const asked = [];
  const anything = new Proxy(function () {}, {
    get: (target, key) => (key === 'prototype' ? target.prototype : anything),
  });
  // The bundle copies what vscode has, so the stand-in has what the bundle names.
  const text = require('node:fs').readFileSync(process.argv[1], 'utf8');
  const names = [...text.matchAll(/\\bvscode\\d*\\.(\\w+)/g)].map(([, name]) => name);
  const vscode = Object.fromEntries(names.map((name) => [name, anything]));
  Module._load = (request, ...rest) => {
    asked.push(request);
    return request === 'vscode' ? vscode : load(request, ...rest);
  };
  WebAssembly.Module = WebAssembly.compile = WebAssembly.instantiate = () => { asked.push('wasm'); };
  require(process.argv[1]);
  console.log(asked.join('\\n'));
`;

describe('the built extension', () => {
  it('loads nothing but modules of node and of VS Code before it is activated', () => {
    const extension = path.resolve('dist/extension.js');
    buildCli();
    buildCli();
    const asked = execFileSync(process.execPath, ['-e', spy, extension], { encoding: 'utf8' })
      .trim()
      .split('\n');
    assert.ok(asked.includes('vscode'), asked.join());
    const others = asked.filter((name) => name !== extension && name !== 'vscode' && !isOfNode(name));
    assert.deepEqual(others, []);
  });
});

function isOfNode(name: string): boolean {
  return ['child_process', 'diagnostics_channel', 'fs', 'path', 'url', 'util', 'worker_threads'].some(
    (one) => name === one || name === `node:${one}`,
  );
}
