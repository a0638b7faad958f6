import assert from 'node:assert/strict';
import { openDatabase } from '../../src/adapters/database/open-database';
import { DatabaseUrl } from '../../src/core/environment/database-url';
import { isHumanError } from '../../src/core/human-error';
import { runCliHere } from '../helpers/cli-here';
import { startMisbehavingServer, type Misbehaviour } from '../helpers/misbehaving-server';
import { inPrismaProject } from '../helpers/prisma-project';

const late = /127\.0\.0\.1:\d+\/app stopped answering while [^.]+\. Check the server, /;
const endless = /127\.0\.0\.1:\d+\/app does not stop answering while [^.]+\. Is there a PostgreSQL server /;
/** Seconds for one answer and for a connection: what is late is late at once, and what is endless is not late. */
const impatient = '&socket_timeout=0.5&connect_timeout=1';
const patient = '&socket_timeout=60&connect_timeout=60';

/** The most memory that was used while something ran, beyond what was used before, in bytes. */
async function memoryOf(run: () => Promise<void>): Promise<number> {
  const used = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  let most = before;
  const looking = setInterval(() => (most = Math.max(most, used())), 20);
  try {
    await run();
  } finally {
    clearInterval(looking);
  }
  return most - before;
}

describe('a server that misbehaves after the login', function () {
  this.timeout(30_000);

  // Mutations: no limit of time, or none of bytes; connections that are not cut; an end that waits for the server.
  for (const [misbehaviour, limits, expected] of [
    ['silent', impatient, late],
    ['half-said', impatient, late],
    ['trickle', impatient, late],
    ['notices', patient, endless],
    ['rows', patient, endless],
  ] as const satisfies readonly (readonly [Misbehaviour, string, RegExp])[]) {
    for (const after of [0, 1]) {
      it(`${misbehaviour}, after ${after} answers: one sentence, in little memory, and no connection stays`, async () => {
        const server = await startMisbehavingServer(misbehaviour, after);
        const database = openDatabase(DatabaseUrl.parse(server.url + limits, 'the test'));
        try {
          const memory = await memoryOf(() =>
            assert.rejects(database.readRows(), (error) => {
              assert.ok(isHumanError(error), String(error));
              assert.match(error.message, expected);
              return true;
            }),
          );
          assert.ok(memory < 600e6, `it took ${memory} bytes`);
          await database.close();
          await server.deserted();
        } finally {
          await server.stop();
        }
      });
    }
  }

  // Mutations: a limit for each step of the beginning; one for each of the questions that wait for it.
  for (const after of [0, 1]) {
    it(`has one time for all that comes before the first question, after ${after} answers`, async () => {
      const server = await startMisbehavingServer('silent', after);
      try {
        await inPrismaProject({ migrations: { '1_a': 'CREATE TABLE a (id int);' } }, async ({ folder }) => {
          const started = performance.now();
          const { exitCode, stderr } = await runCliHere(folder, ['inspect'], {
            DATABASE_URL: `${server.url}&connect_timeout=1`,
          });
          const seconds = (performance.now() - started) / 1000;
          assert.match(stderr, late);
          assert.equal(exitCode, 2);
          // Each answer alone would have twenty.
          assert.ok(seconds < 15, `it took ${seconds} seconds`);
        })();
      } finally {
        await server.stop();
      }
    });
  }

  for (const args of [
    ['status'],
    ['check-drift'],
    ['fix-drift', '--all-cosmetic'],
    ['migrate'],
    ['inspect'],
    ['restore'],
  ]) {
    it(`ends ${args.join(' ')} with one sentence and exit code 2`, async () => {
      const server = await startMisbehavingServer('silent', 1);
      try {
        await inPrismaProject({ migrations: { '1_a': 'CREATE TABLE a (id int);' } }, async ({ folder }) => {
          const { exitCode, stderr } = await runCliHere(folder, args, {
            DATABASE_URL: server.url + impatient,
          });
          assert.match(stderr, late);
          assert.equal(stderr.trim().split('\n').length, 1, stderr);
          assert.equal(exitCode, 2);
        })();
        await server.deserted();
      } finally {
        await server.stop();
      }
    });
  }
});
