// Installs the offline test host: VS Code's own server, as the npm package code-server carries it, with the node it needs.
//   node test/host/launcher/install-host.mjs [VS Code version]
// For machines that cannot download VS Code. Only the npm registry is needed.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { HumanError, runAsScript } from './script.mjs';
import { run } from './programs.mjs';

const project = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * The VS Code versions that can be installed so: the newest tried, and the oldest that package.json allows. `built`: what
 * opens its terminals comes without a build for anything but macOS and Windows.
 */
const versions = {
  '1.139.1': { codeServer: '4.139.1', node: '24.21.0' },
  '1.100.3': { codeServer: '4.100.3', node: '20.19.0', built: ['node-pty'] },
};

export const newest = '1.139.1';

/** The search program for servers whose own copy is downloaded; activation by `workspaceContains` needs it. */
const ripgrep = { name: `@vscode/ripgrep-linux-${process.arch}`, version: '1.18.0' };

/** Built for noise-free logs and for noticing a dead client; the server's other native modules are not needed here. */
const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog', 'native-watchdog'];

/** Parts of the server that the tests never load: more than half of its size. */
const ballast = [
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
  'node_modules/@devcontainers',
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'node_modules/@vscode/native-watchdog/build/Release/obj.target',
  'node_modules/@vscode/spdlog/build/Release/obj.target',
];

/** Folders with one folder a platform, of which ours is kept. */
const manyPlatforms = ['node_modules/@vscode/ripgrep-universal/bin', 'node_modules/node-pty/prebuilds'];

/**
 * Installs the host into the project's cache folder unless it is there, and resolves to where its parts are.
 * Everything is made in a folder beside it and moved into place at the end, so an interrupted installation leaves
 * nothing that looks finished, and two at a time do not disturb each other.
 */
export async function installHost(version = newest) {
  const parts = versions[version];
  if (!parts) {
    throw new HumanError(
      `There is no offline host for VS Code ${version}, only for ${Object.keys(versions).join(', ')}.`,
    );
  }
  if (process.platform !== 'linux') {
    throw new HumanError('The offline test host runs on Linux only. Elsewhere the tests download VS Code.');
  }
  const cache = path.join(project, '.vscode-test');
  const home = path.join(cache, `offline-${version}`);
  const stamp = JSON.stringify({ ...parts, ripgrep });
  if (readStamp(home) !== stamp) {
    console.error(
      `Installing VS Code ${version} from npm into ${path.relative(process.cwd(), home)} (once, about a minute).`,
    );
    fs.mkdirSync(cache, { recursive: true });
    removeAbandoned(cache);
    const site = path.join(cache, `installing-${process.pid}`);
    try {
      await build(site, parts);
      fs.writeFileSync(path.join(site, 'installed.json'), stamp);
      moveInto(home, site, stamp);
    } finally {
      fs.rmSync(site, { recursive: true, force: true });
    }
  }
  const terminals = path.join(home, 'vscode/node_modules/node-pty');
  return {
    version,
    node: path.join(home, 'node_modules', nodePackage(), 'bin/node'),
    server: path.join(home, 'vscode/out/server-main.js'),
    hasTerminals: ['prebuilds', 'build/Release/pty.node'].some((name) =>
      fs.existsSync(path.join(terminals, name)),
    ),
  };
}

function nodePackage() {
  return `node-linux-${process.arch}`;
}

async function build(site, parts) {
  fs.mkdirSync(site);
  fs.writeFileSync(path.join(site, 'package.json'), '{ "private": true }\n');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', `${nodePackage()}@${parts.node}`, '--ignore-scripts', ...quiet], {
    cwd: site,
  });
  const nodeHome = path.join(site, 'node_modules', nodePackage());

  // The package's own installation would build everything: take its files, and the dependencies of the server alone.
  const archive = (
    await run('npm', ['pack', `code-server@${parts.codeServer}`, '--loglevel=error'], { cwd: site })
  ).trim();
  const only = ['--no-same-owner', '--strip-components=2', 'package/lib/vscode'];
  await run('tar', ['xzf', archive, ...only], { cwd: site });
  fs.rmSync(path.join(site, archive));
  const vscode = path.join(site, 'vscode');
  const env = {
    ...process.env,
    PATH: `${path.join(nodeHome, 'bin')}${path.delimiter}${process.env.PATH}`,
    // The headers come in the package too; without this they would be downloaded.
    npm_config_nodedir: nodeHome,
    npm_config_ignore_scripts: 'false',
  };
  await run('npm', ['install', '--omit=dev', '--ignore-scripts', ...quiet], { cwd: vscode, env });
  // Without a compiler the host still runs, only with more noise in its log, or without terminals.
  const rebuild = (...modules) => run('npm', ['rebuild', ...modules, ...quiet], { cwd: vscode, env });
  const goOn = ({ message }) =>
    console.error(`Going on without native modules: ${message.split('\n').at(-1)}`);
  await rebuild(...nativeModules).catch(goOn);
  // After it was built it asks for a program that is not here, to describe the build. What counts is the build.
  if (parts.built) await rebuild(...parts.built).catch(() => undefined);
  await addRipgrep(site, vscode, quiet);
  trim(vscode, nodeHome);
}

/** Puts ripgrep where an older server looks for what its own installation would have downloaded from GitHub. */
async function addRipgrep(site, vscode, quiet) {
  const wanted = path.join(vscode, 'node_modules/@vscode/ripgrep');
  if (!fs.existsSync(wanted) || fs.existsSync(path.join(wanted, 'bin/rg'))) return;
  const what = `${ripgrep.name}@${ripgrep.version}`;
  await run('npm', ['install', what, '--ignore-scripts', ...quiet], { cwd: site });
  fs.mkdirSync(path.join(wanted, 'bin'), { recursive: true });
  fs.copyFileSync(path.join(site, 'node_modules', ripgrep.name, 'bin/rg'), path.join(wanted, 'bin/rg'));
}

function trim(vscode, nodeHome) {
  const superfluous = [
    ...ballast.map((name) => path.join(vscode, name)),
    ...['include', 'share'].map((name) => path.join(nodeHome, name)),
  ];
  for (const folder of manyPlatforms.map((name) => path.join(vscode, name))) {
    if (!fs.existsSync(folder)) continue;
    const others = fs.readdirSync(folder).filter((name) => name !== `linux-${process.arch}`);
    superfluous.push(...others.map((name) => path.join(folder, name)));
  }
  for (const name of superfluous) fs.rmSync(name, { recursive: true, force: true });
}

function readStamp(home) {
  try {
    return fs.readFileSync(path.join(home, 'installed.json'), 'utf8');
  } catch {
    return undefined;
  }
}

/** Renames the finished folder; where another process was quicker with the same, keeps that one. */
function moveInto(home, site, stamp) {
  if (readStamp(home) === stamp) return;
  fs.rmSync(home, { recursive: true, force: true });
  fs.renameSync(site, home);
}

/** Removes what an interrupted installation left: a folder that carries the id of a process that is gone. */
function removeAbandoned(cache) {
  for (const name of fs.readdirSync(cache)) {
    const pid = /^installing-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

await runAsScript(import.meta.url, async () => console.log((await installHost(process.argv[2])).server));
