import { PrismaPg } from '@prisma/adapter-pg';
import type { DatabaseUrl } from '../../core/environment/database-url';
import { connectionTo, onlyPrefersTls } from './connection';
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
}

const usualTimes: TransactionTimes = { statement: 15_000, whole: 60_000 };

/** One database; connected at the first question, closed by whoever opened it. */
export class Database {
  #client: PrismaClient | undefined;
  #tls: false | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(readonly url: DatabaseUrl) {}

  /**
   * Runs questions in one read-only transaction. Everything is set inside it, so that a pooler's next guest finds
   * nothing changed.
   *
   * @param doing what is tried, to be read behind "while" in the message of an error
   * @throws HumanError
   */
  read<T>(doing: string, ask: (transaction: Transaction) => Promise<T>, times = usualTimes): Promise<T> {
    return this.transact(
      doing,
      async (transaction) => {
        await transaction.$executeRawUnsafe('SET TRANSACTION READ ONLY');
        return ask(transaction);
      },
      times,
    );
  }

  /** The same for a transaction that may write. One runs after the other: the database has one connection to give. */
  transact<T>(
    doing: string,
    body: (transaction: Transaction) => Promise<T>,
    times: TransactionTimes = usualTimes,
  ): Promise<T> {
    const run = this.#last.then(() => this.#transactNow(doing, body, times));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #transactNow<T>(
    doing: string,
    body: (transaction: Transaction) => Promise<T>,
    { statement, whole }: TransactionTimes,
  ): Promise<T> {
    const run = (): Promise<T> =>
      this.#connected.$transaction(
        async (transaction) => {
          await transaction.$executeRawUnsafe(`SET LOCAL statement_timeout = ${statement}`);
          return body(transaction);
        },
        { timeout: whole, maxWait: whole },
      );
    const publish = databaseAsked(doing, this.url);
    try {
      const result = await run().catch(async (error: unknown) => {
        if (this.#tls === false || !onlyPrefersTls(this.url) || !refusesTls(error)) throw error;
        await this.close();
        this.#tls = false;
        return run();
      });
      publish({ rows: Array.isArray(result) ? result.length : undefined });
      return result;
    } catch (error) {
      publish({ error: errorCode(error) });
      throw databaseError(error, this.url, doing);
    }
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.$disconnect();
  }

  get #connected(): PrismaClient {
    return (this.#client ??= this.#connect());
  }

  #connect(): PrismaClient {
    const nothing = (): void => undefined;
    const adapter = new PrismaPg(connectionTo(this.url, this.#tls), {
      schema: this.url.schema,
      // A connection that dies while nobody uses it is no error; without these it would end the process.
      onPoolError: nothing,
      onConnectionError: nothing,
    });
    return new PrismaClient({ adapter, errorFormat: 'minimal' });
  }
}
