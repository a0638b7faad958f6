import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Where the registry is asked for package managers; one look-up for all of them. */
const packages = [
  'npm10@npm:npm@10.9.4',
  'npm11@npm:npm@11.6.2',
  'pnpm@10.18.3',
  'yarn1@npm:yarn@1.22.22',
  'yarn4@npm:@yarnpkg/cli-dist@4.10.3',
];

/** How one package manager installs a file into a project, and starts node there. */
export interface Manager {
  readonly name: string;
  /** Its script, below node_modules. */
  readonly script: string;
  /** What it needs to have in the project before. */
  readonly files?: Readonly<Record<string, string>>;
  readonly add: (file: string) => readonly string[];
  /** Runs a command of an installed package. */
  readonly exec: readonly string[];
  /** Runs node, where it must know how packages are found there. */
  readonly node?: readonly string[];
  /** It leaves packages packed, the embedded database among them. */
  readonly isArchive?: boolean;
}

const npm = (name: string): Manager => ({
  ...{ name: name.replace('npm', 'npm '), script: `${name}/bin/npm-cli.js` },
  add: (file) => ['install', '--save-dev', '--no-audit', '--no-fund', file],
  exec: ['exec', '--'],
});

const yarn4 = (name: string, linker: string): Manager => ({
  ...{ name: `yarn 4, ${name}`, script: 'yarn4/bin/yarn.js' },
  // The loader is there by itself only in projects of ES modules.
  files: {
    '.yarnrc.yml': `nodeLinker: ${linker}\nenableTelemetry: false\npnpEnableEsmLoader: true\n`,
    'yarn.lock': '',
  },
  add: (file) => ['add', '--dev', `migration-guard@file:${file}`],
  exec: ['run'],
  node: ['node'],
  isArchive: linker === 'pnp',
});

export const managers: readonly Manager[] = [
  npm('npm10'),
  npm('npm11'),
  {
    ...{ name: 'pnpm', script: 'pnpm/bin/pnpm.cjs' },
    add: (file) => ['add', '--save-dev', file],
    exec: ['exec'],
  },
  {
    ...{ name: 'yarn 1', script: 'yarn1/bin/yarn.js' },
    add: (file) => ['add', '--dev', `file:${file}`],
    exec: ['--silent', 'run'],
  },
  yarn4('node_modules', 'node-modules'),
  yarn4("Plug'n'Play", 'pnp'),
];

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a node script as from a terminal: without what the npm that runs the tests hands down, and with caches of its own. */
export function runNode(folder: string, cwd: string, args: readonly string[]): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:npm_|NODE_PATH$|CI$)/i.test(name));
  const caches = {
    npm_config_cache: path.join(folder, 'cache-npm'),
    npm_config_store_dir: path.join(folder, 'store-pnpm'),
    YARN_CACHE_FOLDER: path.join(folder, 'cache-yarn'),
    YARN_GLOBAL_FOLDER: path.join(folder, 'global-yarn'),
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd, env: { ...Object.fromEntries(inherited), ...caches }, maxBuffer: 100_000_000 },
      (error, stdout, stderr) => {
        const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

/** The npm that is there already. */
export const npmScript =
  process.env['npm_execpath'] ??
  path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');

/** Gets all managers from the registry; a sentence where it does not give them. */
export async function installManagers(folder: string): Promise<string | undefined> {
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const { code, stderr } = await runNode(folder, folder, [
    ...[npmScript, 'install', '--ignore-scripts', '--no-audit', '--no-fund'],
    ...packages,
  ]);
  return code === 0 ? undefined : `the registry does not give the package managers: ${stderr.trim()}`;
}
