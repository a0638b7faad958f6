import type { OfferKind } from '../../workflows/init';

export interface InitArgs {
  /** A path of the project; undefined is the working directory. */
  readonly project: string | undefined;
  /** The environment whose database is asked, too. */
  readonly env: string;
  /** What to do besides listing, without a question. */
  readonly wanted: readonly OfferKind[];
  /** All that is safe, without a question. */
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly color: boolean | undefined;
}
