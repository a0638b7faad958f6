import Mocha from 'mocha';

/** Reasons by the test that was skipped, or by the suite whose hook skipped all of it. */
const reasons = new WeakMap<object, string>();

/**
 * Skips the test, or from a `before` hook its whole suite, and remembers why: `npm test` prints the reason. Called with
 * the `this` of the test or hook; ends it by throwing, as mocha's own `this.skip()` does.
 */
export function skip(context: Mocha.Context, reason: string): never {
  const skipped = context.test instanceof Mocha.Hook ? context.test.parent : context.test;
  if (skipped) reasons.set(skipped, reason);
  return context.skip();
}

/** Why a test was skipped; undefined where `this.skip()` or `it.skip` gave no reason. */
export function reasonOf(test: Mocha.Test): string | undefined {
  let at: Mocha.Test | Mocha.Suite | undefined = test;
  while (at && !reasons.has(at)) at = at.parent;
  return at && reasons.get(at);
}
