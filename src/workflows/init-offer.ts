import type { ChangedTexts } from './changed-texts';

export type OfferKind = 'declare' | 'gitattributes' | 'formatter-ignores' | 'readonly-include' | 'agents';

/** Something that can be done besides listing. */
export interface Offer {
  readonly kind: OfferKind;
  /** What it does, as an order: `Declare idx_a in schema.prisma`. */
  readonly title: string;
  /** What a person should know before. */
  readonly remark: string | undefined;
  /** Whether `--yes` takes it. */
  readonly isInYes: boolean;
  readonly apply: (texts: ChangedTexts) => void | Promise<void>;
}
