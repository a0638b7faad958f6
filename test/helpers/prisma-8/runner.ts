import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { prisma8Packages } from './packages';

/** A command of Prisma 8, and where it runs. */
export interface Prisma8Command {
  readonly folder: string;
  readonly args: readonly string[];
  readonly databaseUrl?: string | undefined;
  /** The time that it reads from the clock, such as for a migration's name; that of the machine without it. */
  readonly now?: string | undefined;
}

const envelope = z.object({
  ok: z.boolean(),
  /** What a command says, also where the exit code is not 0. */
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.looseObject({ code: z.string(), summary: z.string() }).optional(),
  diagnostics: z.array(z.looseObject({ code: z.string(), summary: z.string() })),
});

const frame = z.looseObject({ kind: z.string(), envelope: envelope.optional() });

/** How a command of Prisma 8 ended. */
export interface Prisma8Result extends Partial<z.infer<typeof envelope>> {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const answered = z.union([
  z.object({ id: z.number(), exitCode: z.number(), stdout: z.string(), stderr: z.string() }),
  z.object({ id: z.number(), error: z.string() }),
]);

let server: ChildProcess | undefined;
let calls = 0;

/** The process that runs them all: loading the packages takes a second or two, and a command a fraction of it. */
function startServer(): ChildProcess {
  const { modules, node } = prisma8Packages();
  const child = fork(path.join(modules, 'prisma', 'serve.js'), {
    execPath: node,
    execArgv: ['--disable-warning=PN_EXACT_NAME_BODY_COMPARISON'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.setMaxListeners(0);
  // It ends with this process, and does not keep it.
  child.unref();
  child.channel?.unref();
  return child;
}

/** Runs a command as the bin `prisma` does without a terminal, one after the other. Never rejects for what it says. */
export function runPrisma8(command: Prisma8Command): Promise<Prisma8Result> {
  const child = (server ??= startServer());
  const id = ++calls;
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error('The process that runs Prisma 8 has ended.'));
    const take = (message: unknown): void => {
      const answer = answered.parse(message);
      if (answer.id !== id) return;
      child.off('message', take).off('exit', fail);
      if ('error' in answer) reject(new Error(answer.error));
      else resolve({ ...answer, ...lastEnvelope(answer.stdout) });
    };
    child.on('message', take).once('exit', fail);
    child.send({ id, ...command });
  });
}

function lastEnvelope(stdout: string): z.infer<typeof envelope> | undefined {
  const frames = stdout
    .split('\n')
    .filter((line) => line.startsWith('{"kind"'))
    .map((line) => frame.parse(JSON.parse(line)));
  return frames.findLast(({ envelope }) => envelope)?.envelope;
}
