import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

/** How a command of the Prisma CLI ended. */
export interface PrismaResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PrismaOptions {
  readonly databaseUrl?: string;
  /** More variables of the environment; undefined leaves one out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** In milliseconds; 60 s without it. */
  readonly timeout?: number;
}

const repository = path.resolve(__dirname, '..', '..', '..');
const engine = path.join(repository, 'test', 'tools', 'prisma-engine', 'schema-engine.mjs');

const manifest = z.object({ version: z.string() });

/** The Prisma CLI of a project: its own, else that of this repository. */
function findPrisma(folder: string): { readonly program: string; readonly major: number } {
  const from = [folder, repository].map((root) => createRequire(path.join(root, 'package.json')));
  for (const require of from) {
    try {
      const file = require.resolve('prisma/package.json');
      const { version } = manifest.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
      return { program: path.join(path.dirname(file), 'build', 'index.js'), major: Number.parseInt(version) };
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  throw new Error(`There is no Prisma in ${folder}.`);
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}

/**
 * What makes the Prisma CLI of a project run here, whoever starts it: an engine that comes from npm, see
 * test/tools/prisma-engine, and neither questions to the network nor colours.
 */
export function prismaEnvironment(folder: string): Record<string, string> {
  return {
    PRISMA_SCHEMA_ENGINE_BINARY: engine,
    ...(findPrisma(folder).major === 6 && {
      MIGRATION_GUARD_ENGINE: 'schema-engine-6-19',
      PRISMA_QUERY_ENGINE_LIBRARY: engine, // Looked for, but not used by what we run.
    }),
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    NO_COLOR: '1',
  };
}

/**
 * Runs the real Prisma CLI, 7.10 or 6.19 as the project has it, in a project's folder. It has no terminal.
 *
 * @throws Error when it takes too long, which ends it, or cannot be started
 */
export function runPrisma(
  folder: string,
  args: readonly string[],
  { databaseUrl, env, timeout = 60_000 }: PrismaOptions = {},
): Promise<PrismaResult> {
  const child = spawn(process.execPath, [findPrisma(folder).program, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      FORCE_COLOR: undefined, // Mocha sets it for its children.
      DATABASE_URL: databaseUrl,
      ...prismaEnvironment(folder),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // A group of its own: its engine ends with it.
  });
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (child.pid !== undefined)
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    }, timeout);
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      clearTimeout(timer);
      if (exitCode !== null) resolve({ exitCode, ...output });
      else {
        const end = late ? `took longer than ${timeout} ms` : `was ended by ${String(signal)}`;
        reject(new Error(`prisma ${args.join(' ')} ${end}:\n${output.stdout}${output.stderr}`));
      }
    });
  });
}
