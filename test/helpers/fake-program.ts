import fs from 'node:fs';
import path from 'node:path';
import type { Workspace } from './workspace';

/** Variables with which programs are found in the workspace's `bin` first. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Puts an executable node script into the workspace's `bin`. It appends its arguments, as a JSON list, to
 * `bin/NAME.calls`.
 *
 * @param body JavaScript; `args` are its arguments
 * @returns our variables, with that folder first on PATH
 */
export function fakeProgram(workspace: Workspace, name: string, body: string): Variables {
  const calls = JSON.stringify(workspace.at(`bin/${name}.calls`));
  const script = `#!${process.execPath}
const args = process.argv.slice(2);
require('node:fs').appendFileSync(${calls}, JSON.stringify(args) + '\\n');
${body}
`;
  workspace.write({ [`bin/${name}`]: script });
  fs.chmodSync(workspace.at(`bin/${name}`), 0o755);
  return {
    ...process.env,
    DATABASE_URL: undefined,
    DIRECT_URL: undefined,
    PATH: `${workspace.at('bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
  };
}

/** The arguments of each call so far. */
export function callsOf(workspace: Workspace, name: string): string[][] {
  const file = workspace.at(`bin/${name}.calls`);
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => listOf(JSON.parse(line)));
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
