import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** An error that a person can resolve. Its message is shown as it is and says how. */
export class HumanError extends Error {}

/**
 * Runs `main` if the module with that URL is what node was started with, and not where it was only imported. What `main`
 * returns becomes the exit code; a HumanError is shown as its sentence and anything else whole, both with exit code 2:
 * the script could not do its work.
 */
export async function runAsScript(url, main) {
  if (!process.argv[1] || path.resolve(process.argv[1]) !== fileURLToPath(url)) return;
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof HumanError ? error.message : error);
    process.exitCode = 2;
  }
}
