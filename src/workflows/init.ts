import type { Answer } from './answer';
import type { FileChange } from './changed-texts';
import type { Offer, OfferKind } from './init-offer';
import type { InitPlan } from './init-plan';

/** What a person asks for. */
export interface InitRequest {
  /** What to do besides listing, without a question. */
  readonly wanted: readonly OfferKind[];
  /** All that is safe, without a question. */
  readonly yes: boolean;
  readonly dryRun: boolean;
}

export interface InitPorts {
  /** Undefined where nobody can be asked. */
  readonly ask: (offer: Offer) => Promise<Answer | undefined>;
  /** Writes all of them or throws before the first. */
  readonly write: (changes: readonly FileChange[]) => void;
}

/** What came of it; `left`: the person broke off, and nothing was written. */
export type InitOutcome =
  | { readonly kind: 'left' }
  | {
      readonly kind: 'written' | 'dry-run';
      readonly changes: readonly FileChange[];
      /** What was done besides listing, and what could be. */
      readonly chosen: readonly Offer[];
      readonly left: readonly Offer[];
    };

/**
 * Lists the protected indexes of a project, and does what else is wanted.
 *
 * @throws HumanError where a file has mistakes or cannot be written
 */
export async function init(plan: InitPlan, request: InitRequest, ports: InitPorts): Promise<InitOutcome> {
  const chosen = await choose(plan.offers, request, ports.ask);
  if (chosen === 'left') return { kind: 'left' };
  const changes = await plan.changes(chosen);
  const left = plan.offers.filter((offer) => !chosen.includes(offer));
  if (request.dryRun) return { kind: 'dry-run', changes, chosen, left };
  ports.write(changes);
  return { kind: 'written', changes, chosen, left };
}

/** Which offers are taken: by flags, else by asking one after the other. */
async function choose(
  offers: readonly Offer[],
  { wanted, yes, dryRun }: InitRequest,
  ask: InitPorts['ask'],
): Promise<Offer[] | 'left'> {
  const byFlag = ({ kind, isInYes }: Offer): boolean => wanted.includes(kind) || (yes && isInYes);
  if (yes || wanted.length > 0 || dryRun) return offers.filter(byFlag);
  const chosen: Offer[] = [];
  for (const offer of offers) {
    const answer = await ask(offer);
    if (answer === 'left') return 'left';
    // Nobody is there to be asked, for this nor for the others.
    if (answer === undefined) return chosen;
    if (answer === 'yes') chosen.push(offer);
  }
  return chosen;
}
