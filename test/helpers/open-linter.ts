import type { Finding } from '../../src/core/linter/findings/finding';
import { loadGrammar } from '../../src/core/sql/grammar';
import { judgingBy, type JudgingOptions } from '../../src/workflows/judging';
import { lintMigrations } from '../../src/workflows/lint-migrations';
import type { LintSource } from '../../src/workflows/lint-source';
import { textLinter, type LintText } from '../../src/workflows/lint-text';
import { ReplayedProject } from '../../src/workflows/replayed-project';

/** A project that is open, as an editor has it. */
export interface OpenLinter {
  readonly replayed: ReplayedProject;
  readonly lint: () => Promise<Finding[]>;
  readonly lintText: LintText;
}

export async function openLinter(source: LintSource, options: JudgingOptions = {}): Promise<OpenLinter> {
  const replayed = await ReplayedProject.open(source, loadGrammar);
  const judging = judgingBy(options);
  return {
    replayed,
    lint: () => lintMigrations(replayed, judging),
    lintText: textLinter(replayed, judging),
  };
}
