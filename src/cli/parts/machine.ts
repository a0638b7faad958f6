import type { Writable } from 'node:stream';
import type { Variables } from '../../adapters/process/variables';
import type { Output } from '../terminal';

/** What a command has of the machine that it runs on. */
export interface Machine {
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Writable & Output;
  readonly stderr: Writable & Output;
  /** Whether the terminal's own Ctrl-C reaches programs that we start, too. */
  readonly sharesTerminal: boolean;
  /** Leaves signals to the programs that we start from now on; returns what makes them end us again. */
  readonly giveUpSignals: () => () => void;
}
