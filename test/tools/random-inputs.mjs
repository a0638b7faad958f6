// Imported for what it does: how properties choose their random inputs. Suites of mocha require it.
//
// They are the same in each run, so that a test that fails does so because of what was changed; FC_SEED takes others, a
// number or `new`. And a property gives up its search for a smaller failing input after some time, and says which it has:
// by itself fast-check goes on for hours, also when the time limit of the test is over, and the suite does not end.
import { createRequire } from 'node:module';

const limitMs = process.env.MIGRATION_GUARD_FULL === '1' ? 400_000 : 40_000;
const wanted = process.env.FC_SEED ?? '20261129';

// The copy that the tests load, which are CommonJS.
createRequire(import.meta.url)('fast-check').configureGlobal({
  interruptAfterTimeLimit: limitMs,
  seed: wanted === 'new' ? Date.now() % 2 ** 31 : Number(wanted),
});
