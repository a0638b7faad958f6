import type { GuardConfig } from '../core/config/guard-config';
import type { FileProblem, Problem } from '../core/json/problem';
import { HumanError } from '../core/human-error';
import type { DriftIgnore } from '../core/protection/drift-ignore';
import type { LintSource } from './lint-source';

/** What the files say that a team writes for us. Of files with mistakes, what is right in them. */
export interface Configuration {
  readonly driftIgnore: DriftIgnore | undefined;
  readonly driftIgnoreAtBase: DriftIgnore | undefined;
  readonly guard: GuardConfig | undefined;
  /** What is wrong with the files as they are now. */
  readonly problems: readonly FileProblem[];
}

/** Reads drift-ignore.json and migration-guard.json. What checks them is loaded only where there is one of them. */
export async function readConfiguration(
  { driftIgnore, config }: Pick<LintSource, 'driftIgnore' | 'config'>,
  driftIgnoreAtBase: string | undefined,
): Promise<Configuration> {
  const protection =
    driftIgnore || driftIgnoreAtBase !== undefined
      ? await import('../core/protection/read-drift-ignore')
      : undefined;
  const read = driftIgnore && protection?.readDriftIgnore(driftIgnore.file, driftIgnore.text);
  const guard =
    config && (await import('../core/config/read-guard-config')).readGuardConfig(config.file, config.text);
  return {
    driftIgnore: read,
    driftIgnoreAtBase:
      driftIgnoreAtBase === undefined ? undefined : protection?.readDriftIgnore('', driftIgnoreAtBase),
    guard,
    problems: [read, guard].flatMap((file) => (file ? problemsIn(file) : [])),
  };
}

/** @throws HumanError where the files have mistakes: what they say might be taken for something else */
export function assertNoMistakes({ problems }: Configuration): void {
  if (problems.length === 0) return;
  throw new HumanError('The configuration has mistakes: migration-guard lint shows where.');
}

function problemsIn({ file, problems }: { file: string; problems: readonly Problem[] }): FileProblem[] {
  return problems.map((problem) => ({ file, ...problem }));
}
