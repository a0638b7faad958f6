import { runSuite } from '../run-suite';

/** VS Code calls this in the extension host of a window in German. */
export const run = (): Promise<void> => runSuite(__dirname);
