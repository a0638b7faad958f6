import type { GuardConfig } from '../core/config/guard-config';
import type { GuardFile } from '../core/config/guard-file';
import type { FileProblem, Problem } from '../core/json/problem';
import { HumanError } from '../core/human-error';
import type { DriftIgnore } from '../core/protection/drift-ignore';
import type { LintSource } from './lint-source';

/** What the files say that a team writes for us. Of files with mistakes, what is right in them. */
export interface Configuration {
  readonly driftIgnore: DriftIgnore | undefined;
  readonly driftIgnoreAtBase: DriftIgnore | undefined;
  readonly guard: GuardConfig | undefined;
  readonly guardAtBase: GuardConfig | undefined;
  /** What is wrong with the files as they are now. */
  readonly problems: readonly FileProblem[];
}

/** The same files at the base. */
export interface AtBase {
  readonly driftIgnore: string | undefined;
  readonly guard: GuardFile | undefined;
}

/** Reads drift-ignore.json and migration-guard.json. What checks them is loaded only where there is one of them. */
export async function readConfiguration(
  { driftIgnore, config }: Pick<LintSource, 'driftIgnore' | 'config'>,
  atBase: AtBase | undefined,
): Promise<Configuration> {
  const { driftIgnore: driftIgnoreAtBase, guard: guardAtBase } = atBase ?? {};
  const protection =
    driftIgnore || driftIgnoreAtBase !== undefined
      ? await import('../core/protection/read-drift-ignore')
      : undefined;
  const read = driftIgnore && protection?.readDriftIgnore(driftIgnore.file, driftIgnore.text);
  const settings = config || guardAtBase ? await import('../core/config/read-guard-config') : undefined;
  const guard = config && settings?.readGuardConfig(config);
  return {
    driftIgnore: read,
    driftIgnoreAtBase:
      driftIgnoreAtBase === undefined ? undefined : protection?.readDriftIgnore('', driftIgnoreAtBase),
    guard,
    guardAtBase: guardAtBase && settings?.readGuardConfig(guardAtBase),
    problems: [...(read ? problemsIn(read) : []), ...(guard?.problems ?? [])],
  };
}

/** @throws HumanError where the files have mistakes: what they say might be taken for something else */
export function assertNoMistakes({ problems }: Configuration): void {
  const [first] = problems;
  if (first) throw new HumanError(mistakesSentence(first, problems.length));
}

/** What is wrong, and in which file. */
export function mistakesSentence({ file, message }: FileProblem, count: number): string {
  const more = count > 1 ? `, and ${count - 1} more` : '';
  return `The configuration has mistakes. Correct ${file}: ${message}${more}.`;
}

function problemsIn({ file, problems }: { file: string; problems: readonly Problem[] }): FileProblem[] {
  return problems.map((problem) => ({ file, ...problem }));
}
