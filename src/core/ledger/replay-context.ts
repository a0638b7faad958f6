import type { Grammar } from '../sql/grammar';
import type { Step } from '../sql/steps';
import type { IndexEvent } from './events';
import type { Ledger } from './ledger';
import type { Origin } from './records';

/** What every part of the replay works on. */
export interface Replay {
  readonly ledger: Ledger;
  readonly grammar: Grammar;
  readonly step: Step;
  readonly origin: Origin;
  /** The same without asking who wrote the step: that takes long, and most steps are Prisma's foreign keys. */
  readonly originByPrisma: () => Origin;
  readonly emit: (event: IndexEvent) => void;
}
