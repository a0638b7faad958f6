import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A node, and what makes one of it. */
export interface NodeProgram {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

const found = new Map<string, Promise<NodeProgram>>();

/** The node on PATH if it is new enough, else VS Code's own. It is looked for again when PATH is another one. */
export function nodeProgram(): Promise<NodeProgram> {
  const path = process.env['PATH'] ?? '';
  const known = found.get(path) ?? find();
  found.set(path, known);
  return known;
}

async function find(): Promise<NodeProgram> {
  if (await isNewEnough('node')) return { program: 'node', env: {} };
  return { program: process.execPath, env: { ELECTRON_RUN_AS_NODE: '1' } };
}

/** What package.json's `engines` asks for. */
export const oldestNode = [20, 19] as const;

async function isNewEnough(program: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], {
      timeout: 5_000,
      windowsHide: true,
    });
    const [major = 0, minor = 0] = stdout.trim().replace(/^v/, '').split('.').map(Number);
    return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  } catch {
    return false;
  }
}
