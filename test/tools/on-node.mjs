// Runs a script on another version of node, with that node first on the PATH:
//   node test/tools/on-node.mjs 22.23.5 SCRIPT [ARGUMENTS]
// The node comes from npm, once, into .vscode-test. Ends as the script ends.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { runAsScript } from '../host/launcher/script.mjs';
import { installNode } from './other-node.mjs';

await runAsScript(import.meta.url, async () => {
  const [version, ...args] = process.argv.slice(2);
  const program = await installNode(version);
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.dirname(program)}${path.delimiter}${process.env.PATH}` },
  });
  process.once('SIGTERM', () => child.kill('SIGTERM')); // Of a run that ends what hangs.
  process.once('SIGINT', () => undefined); // The script gets it too, and says when it has ended.
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
