import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { checkReport } from './reports';

/** The repository's top, from where the compiled tests are. */
const top = path.join(__dirname, '../../..');

export interface Ran {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** `npm test` has built everything before it starts the suites. */
let isBuilt = process.env['MIGRATION_GUARD_BUILT'] === '1';

/** Builds `dist/`, once a process. */
export function buildCli(): void {
  if (!isBuilt) execFileSync(process.execPath, ['esbuild.js'], { cwd: top });
  isBuilt = true;
}

/** Our own variables without those that a terminal adds, and without a database. */
export function inheritedVariables(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:NO_COLOR|FORCE_COLOR|COLUMNS|DATABASE_URL|DIRECT_URL)$/.test(name),
    ),
  );
}

/** Runs the command line that `buildCli` built; see `runScript`. */
export async function runCli(cwd: string, args: readonly string[], env: Environment = {}): Promise<Ran> {
  const ran = await runScript(path.join(top, 'dist/cli.js'), cwd, args, env);
  if (ran.exitCode !== null) checkReport(args, ran.stdout);
  return ran;
}

/**
 * Runs a script in this node, without a terminal.
 *
 * @param env goes on top of our own variables, without those that a terminal adds
 */
export function runScript(
  script: string,
  cwd: string,
  args: readonly string[],
  env: Environment = {},
): Promise<Ran> {
  return collect(
    spawn(process.execPath, [script, ...args], {
      cwd,
      env: { ...inheritedVariables(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 90_000,
    }),
  );
}

/** What a program prints until it ends. */
export function collect(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ran> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
