import { runSuite } from '../run-suite';

/** VS Code calls this in the extension host. */
export const run = (): Promise<void> => runSuite(__dirname);
