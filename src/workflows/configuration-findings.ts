import type { IgnoreEntry } from '../core/linter/findings/rule-settings';
import type { Finding } from '../core/linter/findings/finding';
import type { Pattern } from '../core/protection/patterns';
import { stoppedPattern } from '../core/linter/rules/ignored-pattern';
import { migrationRules } from '../core/linter/rules/registry';
import { toFindings } from '../core/linter/to-findings';
import { isOff } from '../core/linter/configured-severities';
import { unusedEntry } from '../core/linter/suppressions';
import type { Configuration } from './configuration';

/** What a whole run showed about the files that configure us. */
export interface Run {
  /** Names of all migrations. */
  readonly migrations: readonly string[];
  /** Whether a migration was looked at; one that does not exist was looked for. */
  readonly wasJudged: (migration: string) => boolean;
  /** Rules that ran besides those of single migrations. */
  readonly historyRules: readonly string[];
  /** The entries of `ignore` that spoke of something. */
  readonly usedEntries: ReadonlySet<IgnoreEntry>;
  /** Patterns that were switched off. */
  readonly stopped: readonly Pattern[];
}

/** What there is to say about drift-ignore.json and migration-guard.json after everything else was judged. */
export function lintConfiguration({ guard, driftIgnore }: Configuration, run: Run): Finding[] {
  const rules = new Set([...migrationRules.map(({ id }) => id), ...run.historyRules]);
  const unused = (guard?.ignore ?? []).filter(
    (entry) =>
      !run.usedEntries.has(entry) &&
      rules.has(entry.rule) &&
      !isOff(entry.rule, guard) &&
      // What several projects share may speak of a migration of another one.
      (entry.file === guard?.file || run.migrations.includes(entry.migration)) &&
      run.wasJudged(entry.migration),
  );
  return toFindings(
    [
      ...(driftIgnore ? run.stopped.map((pattern) => stoppedPattern(driftIgnore.file, pattern)) : []),
      ...unused.map((entry) => unusedEntry(entry, run.migrations)),
    ],
    { config: guard },
  );
}
