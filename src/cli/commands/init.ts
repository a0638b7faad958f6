import { createColors } from 'picocolors';
import type { FileChange, InitPlan, Offer } from '../../workflows/init';
import type { Ask } from '../ask';
import { textDiff } from '../reporters/diff-view';
import { pathFrom } from '../reporters/places';
import { printable } from '../reporters/printable';
import { wrap } from '../reporters/columns';
import { usesColor, widthOf, type Environment as Variables, type Output } from '../terminal';
import type { InitArgs } from './init-args';

export interface InitDeps {
  /** What there is to do; a sentence in `note` where the database could not be asked. */
  readonly plan: (args: InitArgs) => Promise<{ readonly plan: InitPlan; readonly note: string | undefined }>;
  readonly ask: Ask;
  /** Writes all of them or throws before the first. */
  readonly write: (changes: readonly FileChange[]) => void;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/**
 * Lists the protected indexes of a project, and does what else is wanted.
 *
 * @returns 130 where the person broke off: then nothing was written
 * @throws HumanError where a file has mistakes or cannot be written
 */
export async function runInit(args: InitArgs, deps: InitDeps): Promise<0 | 130> {
  const { cwd, env, stdout, stderr } = deps;
  const { plan, note } = await deps.plan(args);
  const width = widthOf(stdout, env);
  const say = (text: string): void => void stdout.write(`${wrap(printable(text), width).join('\n')}\n`);
  if (note !== undefined) stderr.write(`migration-guard: ${printable(note)}\n`);
  const chosen = await choose(plan.offers, args, deps.ask);
  if (chosen === 'left') {
    stderr.write('migration-guard: Nothing was written.\n');
    return 130;
  }
  const changes = plan.changes(chosen);
  say(listSentence(plan, cwd));
  const left = plan.offers.filter((offer) => !chosen.includes(offer));
  const color = usesColor(args.color, env, stdout);
  if (args.dryRun) {
    const { underline } = createColors(color);
    for (const { file, before = '', after } of changes) {
      stdout.write(`\n${underline(printable(pathFrom(cwd, file)))}\n`);
      for (const line of textDiff(before, after, { color, indent: '  ' })) stdout.write(`${line}\n`);
    }
    say(`${changes.length > 0 ? '\n' : ''}Nothing was written: this was a dry run.`);
  } else {
    deps.write(changes);
    for (const { file, before } of changes)
      say(`${before === undefined ? 'Wrote' : 'Changed'} ${pathFrom(cwd, file)}`);
    if (changes.length === 0) say('Nothing to write.');
  }
  for (const offer of chosen) if (offer.remark !== undefined) say(`${offer.title}. ${offer.remark}`);
  for (const line of leftLines(left, plan, args)) say(line);
  return 0;
}

function listSentence({ listed, known, driftIgnoreFile }: InitPlan, cwd: string): string {
  const file = pathFrom(cwd, driftIgnoreFile);
  if (listed.length === 0) {
    return known === 0
      ? 'This project has no index that Prisma would lose.'
      : `${file} lists ${known === 1 ? 'the protected index' : `all ${known} protected indexes`} already.`;
  }
  const names = listed.map(({ name, description }) => `${name} (${description})`).join('; ');
  return `New in ${file}: ${names}.`;
}

/** Which offers are taken: by flags, else by asking one after the other. */
async function choose(
  offers: readonly Offer[],
  { wanted, yes, dryRun }: InitArgs,
  ask: Ask,
): Promise<Offer[] | 'left'> {
  const byFlag = (offer: Offer): boolean => wanted.includes(offer.kind) || (yes && offer.kind !== 'declare');
  if (yes || wanted.length > 0 || dryRun) return offers.filter(byFlag);
  const chosen: Offer[] = [];
  for (const offer of offers) {
    const question = [`${offer.title}?`, offer.remark].filter((part) => part !== undefined).join(' ');
    const answer = await ask(printable(question));
    if (answer === 'left') return 'left';
    // Nobody is there to be asked, for this nor for the others.
    if (answer === undefined) return chosen;
    if (answer === 'yes') chosen.push(offer);
  }
  return chosen;
}

/** What else could be done, by the flags that do it. */
function leftLines(left: readonly Offer[], plan: InitPlan, { wanted }: InitArgs): string[] {
  const kinds = [...new Set(left.map(({ kind }) => kind))].filter((kind) => !wanted.includes(kind));
  if (kinds.length === 0) return [];
  const declarable = plan.offers.filter(({ kind }) => kind === 'declare').length;
  const words = {
    declare: `--declare (${declarable} in schema.prisma)`,
    gitattributes: '--gitattributes (line ends)',
    'formatter-ignores': '--formatter-ignores (Prettier)',
    'readonly-include': '--readonly-include (VS Code)',
  };
  return [`Offered besides: ${kinds.map((kind) => words[kind]).join(', ')}.`];
}
