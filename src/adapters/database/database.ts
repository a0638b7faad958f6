import { PrismaPg } from '@prisma/adapter-pg';
import type { DatabaseUrl } from '../../core/environment/database-url';
import { setTimeout as wait } from 'node:timers/promises';
import { Connections, isGivenUp, limitedFactory, maxAnswerBytes, type Limiter } from './answer-limits';
import { answerTimeoutMsOf, connectionTo, onlyPrefersTls, timeoutMsOf } from './connection';
import { databaseError, errorCode, refusesTls } from './errors';
import { PrismaClient, type Prisma } from './generated/client';
import { databaseAsked } from './publish-call';

/** What runs inside one transaction. */
export type Transaction = Prisma.TransactionClient;

/** Milliseconds. */
export interface TransactionTimes {
  /** For one statement, set on the server. */
  readonly statement: number;
  /** For the whole transaction. */
  readonly whole: number;
  /** For a lock that others hold, set on the server; without it that is part of a statement's time. */
  readonly lock?: number;
}

const usualTimes: TransactionTimes = { statement: 15_000, whole: 60_000 };

/** Milliseconds that a server gets beyond its own limit for a statement, for the way there and back. */
const onTheWayMs = 5000;

/** Milliseconds beyond the time for a connection, so that the driver's own word about one comes first. */
const connectionGraceMs = 500;

/** Milliseconds that a connection gets to end by itself. */
const farewellMs = 1000;

/** One database; connected at the first question, closed by whoever opened it. */
export class Database {
  #client: PrismaClient | undefined;
  #tls: false | undefined;
  #last: Promise<unknown> = Promise.resolve();
  readonly #connections = new Connections();
  #times = usualTimes;
  #isClosed = false;
  /**
   * By when the questions begin, on the clock of `performance`: one time for connecting, for connecting again without TLS
   * and for beginning the transaction. Undefined once they have begun.
   */
  #beginsBy: number | undefined;
  /** Why the connections were broken off by us; Prisma tells only that they were. */
  #givenUp: unknown;

  constructor(readonly url: DatabaseUrl) {}

  /**
   * Runs questions in one read-only transaction. Everything is set inside it, so that a pooler's next guest finds
   * nothing changed.
   *
   * @param doing what is tried, to be read behind "while" in the message of an error
   * @throws HumanError
   */
  read<T>(
    doing: string,
    ask: (transaction: Transaction) => Promise<T>,
    times: Partial<TransactionTimes> = {},
  ): Promise<T> {
    const readOnly = { transaction_read_only: 'on' };
    return this.#inTurn(() => this.#transactNow(doing, ask, { ...usualTimes, ...times }, readOnly));
  }

  /** The same for a transaction that may write. One runs after the other: the database has one connection to give. */
  transact<T>(
    doing: string,
    body: (transaction: Transaction) => Promise<T>,
    times: TransactionTimes = usualTimes,
  ): Promise<T> {
    return this.#inTurn(() => this.#transactNow(doing, body, times, {}));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #transactNow<T>(
    doing: string,
    body: (transaction: Transaction) => Promise<T>,
    times: TransactionTimes,
    settings: Readonly<Record<string, string>>,
  ): Promise<T> {
    if (this.#isClosed) throw new Error('the database was closed');
    const { statement, whole, lock } = times;
    const first = settingsQuery({
      statement_timeout: String(statement),
      ...(lock !== undefined && { lock_timeout: String(lock) }),
      ...settings,
    });
    this.#times = times;
    this.#givenUp = undefined;
    this.#beginsBy = performance.now() + timeoutMsOf(this.url) + connectionGraceMs;
    const run = (): Promise<T> =>
      this.#connected.$transaction(
        async (transaction) => {
          await transaction.$executeRawUnsafe(first);
          this.#beginsBy = undefined;
          return body(transaction);
        },
        { timeout: whole, maxWait: whole },
      );
    const publish = databaseAsked(doing, this.url);
    try {
      const result = await run().catch(async (error: unknown) => {
        if (this.#tls === false || !onlyPrefersTls(this.url) || !refusesTls(error)) throw error;
        await this.#disconnect();
        this.#tls = false;
        return run();
      });
      publish({ rows: Array.isArray(result) ? result.length : undefined });
      return result;
    } catch (thrown) {
      const error = this.#givenUp ?? thrown;
      publish({ error: errorCode(error) });
      throw databaseError(error, this.url, doing);
    }
  }

  /** Ends the connections, also where the server does not take part in it. What still waits for its turn fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#disconnect();
  }

  async #disconnect(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    const waiting = new AbortController();
    await Promise.race([
      client?.$disconnect().catch(() => undefined),
      wait(farewellMs, undefined, { signal: waiting.signal }).catch(() => undefined),
    ]);
    waiting.abort();
    this.#connections.cut();
  }

  /** Asks one question, for which the server gets so long and no longer, whatever it does. */
  readonly #within: Limiter = async (ask) => {
    const usual = answerTimeoutMsOf(this.url) ?? this.#times.statement + onTheWayMs;
    const milliseconds =
      this.#beginsBy === undefined ? usual : Math.max(1, this.#beginsBy - performance.now());
    try {
      return await this.#connections.within({ milliseconds, bytes: maxAnswerBytes }, ask);
    } catch (error) {
      if (isGivenUp(error)) this.#givenUp ??= error;
      throw error;
    }
  };

  get #connected(): PrismaClient {
    return (this.#client ??= this.#connect());
  }

  #connect(): PrismaClient {
    const nothing = (): void => undefined;
    const config = { ...connectionTo(this.url, this.#tls), stream: this.#connections.open };
    const factory = new PrismaPg(config, {
      schema: this.url.schema,
      // A connection that dies while nobody uses it is no error; without these it would end the process.
      onPoolError: nothing,
      onConnectionError: nothing,
    });
    const adapter = limitedFactory(factory, this.#within);
    return new PrismaClient({ adapter, errorFormat: 'minimal' });
  }
}

/** Sets all of them for the transaction on one way to the server and back, as SET LOCAL does it on several. */
function settingsQuery(settings: Readonly<Record<string, string>>): string {
  const calls = Object.entries(settings).map(
    ([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`,
  );
  return `SELECT ${calls.join(', ')}`;
}
