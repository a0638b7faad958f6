// Runs one command after the other for the tests, in one process: loading the packages takes most of a command's time.
// Each message is { folder, args, databaseUrl, now }; the answer is { exitCode, stdout, stderr }.
import { runPrisma } from './run-prisma.js';
const realDate = Date;

/** The time that goes into names and hashes of migrations: with it they are the same in each run. */
function standStill(now) {
  if (now === undefined) return realDate;
  return class extends realDate {
    constructor(...values) {
      super(...(values.length === 0 ? [now] : values));
    }
    static now() {
      return realDate.parse(now);
    }
  };
}

async function answer({ folder, args, databaseUrl, now }) {
  process.chdir(folder);
  if (databaseUrl === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = databaseUrl;
  globalThis.Date = standStill(now);
  const written = { stdout: '', stderr: '' };
  const into = (name) => ({ write: (text) => ((written[name] += text), true) });
  const exitCode = await runPrisma(args, { stdout: into('stdout'), stderr: into('stderr') });
  return { exitCode, ...written };
}

let last = Promise.resolve();
process.on('message', ({ id, ...request }) => {
  last = last.then(async () => {
    const answered = await answer(request).catch((error) => ({ error: String(error?.stack ?? error) }));
    process.send({ id, ...answered });
  });
});
process.once('disconnect', () => process.exit());
