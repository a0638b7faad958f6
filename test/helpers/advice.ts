import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pastableEnd } from '../../src/core/pastable';
import { collect, inheritedVariables, type Environment, type Ran } from './cli';
import { prismaEnvironment } from './prisma-cli';

const top = path.resolve(__dirname, '..', '..', '..');

/** The commands that a text tells somebody to run, which were printed in this process, in order and without repetitions. */
export function commandsIn(printed: string): string[] {
  const text = printed.replaceAll(/\s+/g, ' ');
  const found = [...text.matchAll(/(?<![^\s'"(])(?=(?:migration-guard|git|cd) )/g)].flatMap(({ index }) => {
    const end = pastableEnd(text, index);
    return end === undefined ? [] : [{ start: index, end }];
  });
  // What follows `cd … &&` is a part of that command.
  const outer = found.filter(({ start, end }) => !found.some((one) => one.start < start && end <= one.end));
  return [...new Set(outer.map(({ start, end }) => text.slice(start, end)))];
}

/** The one of them that fits. */
export function commandIn({ stdout, stderr }: Pick<Ran, 'stdout' | 'stderr'>, pattern: RegExp): string {
  const commands = commandsIn(`${stdout}\n${stderr}`);
  const [command, ...others] = commands.filter((one) => pattern.test(one));
  if (command === undefined || others.length > 0) {
    throw new Error(
      `${others.length + Number(command !== undefined)} commands fit ${String(pattern)} of:\n${commands.join('\n')}`,
    );
  }
  return command;
}

/**
 * Runs a command as somebody would who pastes it into a shell in that folder: our own as it was built, and the Prisma that
 * the project has.
 *
 * @param prismaFolder the project's folder, where Prisma is installed
 */
export function follow(
  command: string,
  { folder, prismaFolder = folder, env = {} }: { folder: string; prismaFolder?: string; env?: Environment },
): Promise<Ran> {
  const bin = fs.mkdtempSync(path.join(prismaFolder, 'node_modules', '.bin-'));
  const program = (name: string, script: string): void => {
    const text = `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`;
    fs.writeFileSync(path.join(bin, name), text, { mode: 0o755 });
  };
  program('migration-guard', path.join(top, 'dist', 'cli.js'));
  const installed = path.join(prismaFolder, 'node_modules', '.bin');
  fs.mkdirSync(installed, { recursive: true });
  const prisma = path.join(installed, 'prisma');
  if (!fs.existsSync(prisma)) fs.symlinkSync(path.join('..', 'prisma', 'build', 'index.js'), prisma);
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    env: {
      ...inheritedVariables(),
      ...prismaEnvironment(prismaFolder),
      ...env,
      PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 100_000,
  });
  return collect(child).finally(() => fs.rmSync(bin, { recursive: true }));
}
