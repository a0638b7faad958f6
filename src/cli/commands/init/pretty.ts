import { createColors } from 'picocolors';
import type { Paste } from '../../../core/init/pastes';
import type { InitOutcome } from '../../../workflows/init';
import type { FileChange } from '../../../workflows/changed-texts';
import type { Offer, OfferKind } from '../../../workflows/init-offer';
import type { InitPlan } from '../../../workflows/init-plan';
import { textDiff } from '../../output/diff';
import type { Page } from '../../output/page';
import { pathFrom } from '../../output/positions';
import { printable } from '../../output/printable';
import { wrap } from '../../output/wrap';

type Done = Exclude<InitOutcome, { readonly kind: 'left' }>;

/** What a person is asked about one thing that can be done. */
export function questionOf({ title, remark }: Offer): string {
  return [`${title}?`, remark].filter((part) => part !== undefined).join(' ');
}

/**
 * What was listed and done, or would be, and what else there is to do.
 *
 * @param wanted what flags asked for
 * @param pastes what a person may write into other files
 */
export function initPretty(
  plan: InitPlan,
  outcome: Done,
  { wanted, pastes }: { readonly wanted: readonly OfferKind[]; readonly pastes: readonly Paste[] },
  page: Page,
): string {
  const { chosen, left } = outcome;
  const wrapped = (text: string): string => `${wrap(printable(text), page.width).join('\n')}\n`;
  const remarks = chosen.flatMap(({ title, remark }) =>
    remark === undefined ? [] : [`${title}. ${remark}`],
  );
  return [
    wrapped(listSentence(plan, page)),
    ...(outcome.kind === 'dry-run' ? outcome.changes.map((change) => preview(change, page)) : []),
    ...whatWasDone(outcome, page).map(wrapped),
    ...remarks.map(wrapped),
    ...leftLines(left, plan, wanted).map(wrapped),
    ...pastes.map((paste) => pasteLines(paste, page)),
  ].join('');
}

/** Not wrapped: it is there to be copied. */
function pasteLines({ file, purpose, text }: Paste, { cwd }: Page): string {
  return `\nTo ${purpose}, add to ${printable(pathFrom(cwd, file))}:\n\n${text}\n`;
}

/** What a file would become, as a difference. */
export function preview({ file, before = '', after }: FileChange, { cwd, color }: Page): string {
  const { underline } = createColors(color);
  const lines = textDiff(before, after, { color, indent: '  ' }).map((line) => `${line}\n`);
  return `\n${underline(printable(pathFrom(cwd, file)))}\n${lines.join('')}`;
}

function whatWasDone({ kind, changes }: Done, { cwd }: Page): string[] {
  if (kind === 'dry-run') {
    return [`${changes.length > 0 ? '\n' : ''}Nothing was written: this was a dry run.`];
  }
  if (changes.length === 0) return ['Nothing to write.'];
  return changes.map(
    ({ file, before }) => `${before === undefined ? 'Wrote' : 'Changed'} ${pathFrom(cwd, file)}`,
  );
}

function listSentence({ listed, known, driftIgnoreFile }: InitPlan, { cwd }: Page): string {
  const file = pathFrom(cwd, driftIgnoreFile);
  if (listed.length === 0) {
    return known === 0
      ? 'This project has no index that Prisma would lose.'
      : `${file} lists ${known === 1 ? 'the protected index' : `all ${known} protected indexes`} already.`;
  }
  const names = listed.map(({ name, description }) => `${name} (${description})`).join('; ');
  return `New in ${file}: ${names}.`;
}

/** What else could be done, by the flags that do it. */
function leftLines(left: readonly Offer[], plan: InitPlan, wanted: readonly OfferKind[]): string[] {
  const kinds = [...new Set(left.map(({ kind }) => kind))].filter((kind) => !wanted.includes(kind));
  if (kinds.length === 0) return [];
  const declarable = plan.offers.filter(({ kind }) => kind === 'declare').length;
  const labels: Readonly<Record<OfferKind, string>> = {
    declare: `--declare (${declarable} in schema.prisma)`,
    gitattributes: '--gitattributes (line endings)',
    'formatter-ignores': '--formatter-ignores (Prettier)',
    'readonly-include': '--readonly-include (VS Code)',
    agents: '--agents (coding agents)',
  };
  return [`Also offered: ${kinds.map((kind) => labels[kind]).join(', ')}.`];
}
