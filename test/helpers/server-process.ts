import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { unprivileged } from './unprivileged';

/** A server that runs in the background until it is told to end. */
export interface ServerProcess {
  readonly pid: number;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Sends the signal and resolves when the process is gone; a stubborn one is killed after ten seconds. */
  readonly end: (name: NodeJS.Signals) => Promise<void>;
}

export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What it keeps on disk. It is for the caller to remove, except when the tests are killed. */
  readonly folder: string;
  /** What it writes to stderr when it takes connections. */
  readonly ready: string;
}

/** The server ended before it was ready. `log` is what it said. */
class ServerFailure extends Error {
  constructor(
    program: string,
    readonly log: string,
  ) {
    super(`${program} did not start:\n${log}`);
  }
}

/** Starts a server as a user without rights and resolves when it is ready; rejects with a ServerFailure. */
export async function startProcess({
  program,
  args,
  env,
  ready,
  folder,
}: ServerCommand): Promise<ServerProcess> {
  const child = spawn(program, args, {
    ...unprivileged(),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const keeper = child.pid === undefined ? undefined : startKeeper(child.pid, folder);
  void gone.then(() => keeper?.kill('SIGKILL'));
  await untilReady(child, program, ready);
  if (child.pid === undefined) throw new ServerFailure(program, 'it has no process');
  return {
    pid: child.pid,
    signal: (name) => void child.kill(name),
    end: async (name) => {
      child.kill('SIGCONT'); // A stopped process takes no other signal.
      child.kill(name);
      const waiting = new AbortController();
      const tooLong = wait(10_000, undefined, { signal: waiting.signal }).then(
        () => child.kill('SIGKILL'),
        () => undefined,
      );
      await gone;
      waiting.abort();
      await tooLong;
    },
  };
}

/**
 * Starts a program that waits until this process has ended, however it ended, and then ends the server and removes its
 * folder: it reads a pipe that nobody writes to, and that the system closes with this process.
 */
function startKeeper(server: number, folder: string): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const script = `cat; kill -CONT $0; kill -QUIT $0
    for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 $0 && sleep 0.5; done
    rm -rf "$1"`;
  const keeper = spawn('sh', ['-c', script, String(server), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // What is sent to all programs of a terminal must not end it.
  });
  keeper.unref();
  if (keeper.stdin instanceof Socket) keeper.stdin.unref();
  return keeper;
}

function untilReady(child: ChildProcess, program: string, ready: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = (): void => reject(new ServerFailure(program, log));
    child.once('error', (error) => {
      log += error.message;
      fail();
    });
    child.once('close', fail);
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      log = (log + chunk).slice(-20_000);
      if (log.includes(ready)) resolve();
    });
  });
}

/** A port of 127.0.0.1 on which nothing listens now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('the system gave no port'));
      });
    });
  });
}

/** Starts on a free port, and again on another if someone else took it in between. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let attempts = 3; ; attempts--) {
    try {
      return await start(await freePort());
    } catch (error) {
      const taken = error instanceof ServerFailure && /address already in use/i.test(error.log);
      if (!taken || attempts === 1) throw error;
    }
  }
}
