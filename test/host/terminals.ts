import { skip } from '../helpers/skip';

/** Skips the test, or from a `before` hook the suite, where the host opens no terminal. */
export function needTerminals(context: Mocha.Context): void {
  if (process.env['MIGRATION_GUARD_TEST_NO_TERMINALS'])
    skip(
      context,
      'no terminals: node-pty was not built; install a C++ compiler, remove .vscode-test, try again',
    );
}
