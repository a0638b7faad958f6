// Runs a script on another version of node, with that node first on the PATH:
//   node test/tools/on-node.mjs 22.23.5 SCRIPT [ARGUMENTS]
// The node comes from npm, once, into .vscode-test. Ends as the script ends.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../host/launcher/programs.mjs';
import { runAsScript } from '../host/launcher/script.mjs';

const project = fileURLToPath(new URL('../../', import.meta.url));
const system = process.platform === 'win32' ? 'win' : process.platform;
const nodePackage = `node-${system}-${process.arch}`;

/** Installs that node unless it is there, and resolves to its program. What is half installed is never taken for it. */
async function installNode(version) {
  const home = path.join(project, '.vscode-test', `node-${version}`);
  const bin = path.join('node_modules', nodePackage, 'bin');
  const program = path.join(home, bin, process.platform === 'win32' ? 'node.exe' : 'node');
  if (fs.existsSync(program)) return program;
  fs.mkdirSync(path.dirname(home), { recursive: true });
  const site = fs.mkdtempSync(`${home}-`);
  try {
    fs.writeFileSync(path.join(site, 'package.json'), '{ "private": true }\n');
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', `${nodePackage}@${version}`, ...quiet], {
      cwd: site,
      shell: process.platform === 'win32',
    });
    // Headers and documentation: more than half of it.
    for (const name of ['include', 'share']) {
      fs.rmSync(path.join(site, 'node_modules', nodePackage, name), { recursive: true, force: true });
    }
    fs.renameSync(site, home);
  } finally {
    fs.rmSync(site, { recursive: true, force: true });
  }
  return program;
}

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
