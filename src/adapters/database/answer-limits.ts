import { Socket } from 'node:net';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';

/** How much of the network's or the server's time and bytes one question may take. */
interface AnswerLimits {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** Why a question was given up. */
interface GivenUp extends Error {
  readonly code: 'ANSWER_TOO_LATE' | 'ANSWER_TOO_LONG';
}

/** A question of ours has some kB of answer, a schema of ten thousand tables some MB. */
export const maxAnswerBytes = 64 * 1024 * 1024;

/** How often to look how much has come. */
const lookEveryMs = 50;

/**
 * The connections of one client. A server that goes silent, or talks without end, is let go of here: statement_timeout is
 * the server's own, and a pool waits for it as long as the connection is there.
 */
export class Connections {
  readonly #sockets = new Set<Socket>();

  /** Makes the socket of a new connection. */
  readonly open = (): Socket => {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  };

  /** Breaks all of them off. Whoever waits for an answer gets an error. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /**
   * Asks, and breaks the connections off where the answer does not come in time, or does not end.
   *
   * @throws GivenUp
   */
  async within<T>({ milliseconds, bytes }: AnswerLimits, ask: () => Promise<T>): Promise<T> {
    const before = this.#bytesRead();
    const started = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const givenUp = new Promise<never>((_, reject) => {
      timer = setInterval(
        () => {
          const late = performance.now() - started > milliseconds;
          if (!late && this.#bytesRead() - before <= bytes) return;
          reject(reasonToGiveUp(late));
          this.cut();
        },
        Math.min(lookEveryMs, milliseconds),
      );
    });
    try {
      return await Promise.race([ask(), givenUp]);
    } finally {
      clearInterval(timer);
    }
  }

  #bytesRead(): number {
    return [...this.#sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  }
}

function reasonToGiveUp(late: boolean): GivenUp {
  return Object.assign(new Error(late ? 'no answer in time' : 'an answer without end'), {
    code: late ? ('ANSWER_TOO_LATE' as const) : ('ANSWER_TOO_LONG' as const),
  });
}

/** Whether it is our own word that a question was given up. */
export function isGivenUp(error: unknown): error is GivenUp {
  return error instanceof Error && 'code' in error && /^ANSWER_TOO_/.test(String(error.code));
}

/** Asks under a limit. */
export type Limiter = <T>(ask: () => Promise<T>) => Promise<T>;

/** What of an adapter, and of the transactions that it gives, waits for the server. */
const waiting: ReadonlySet<PropertyKey> = new Set([
  ...['queryRaw', 'executeRaw', 'executeScript', 'startTransaction'],
  ...['commit', 'rollback', 'createSavepoint', 'rollbackToSavepoint', 'releaseSavepoint'],
]);

/** An adapter each of whose questions, also in its transactions, goes through `within`. */
function withLimits<A extends object>(adapter: A, within: Limiter): A {
  return new Proxy(adapter, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      if (!waiting.has(key)) return value.bind(target) as unknown;
      return async (...args: unknown[]) => {
        const answer = await within(() => Reflect.apply(value, target, args) as Promise<unknown>);
        return key === 'startTransaction' ? withLimits(answer as object, within) : answer;
      };
    },
  });
}

/** What makes adapters that are limited so. */
export function limitedFactory<F extends { connect: () => Promise<SqlDriverAdapter> }>(
  factory: F,
  within: Limiter,
): F {
  return new Proxy(factory, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (key === 'connect') return async () => withLimits(await target.connect(), within);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
