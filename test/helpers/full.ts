/** Whether this is the full run, of which `npm test` is the part that a developer waits for. */
export const isFullRun = Boolean(process.env['MIGRATION_GUARD_FULL']);

/**
 * `it` for what only size or chance needs: thousands of migrations, long random histories, every version
 * of a tool. In the quick run there is no such test, not even a skipped one.
 */
export const itInFullRun: (title: string, test: Mocha.AsyncFunc | Mocha.Func) => void = isFullRun
  ? it
  : () => undefined;
