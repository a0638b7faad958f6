import type { GuardConfig } from '../core/config/guard-config';
import type { IgnoreEntry } from '../core/linter/rule-settings';
import type { Finding } from '../core/linter/findings/finding';
import { lintHistory } from '../core/linter/lint-history';
import { historyRules } from '../core/linter/rules/registry';
import { withSeverities } from '../core/linter/severities';
import type { Grammar } from '../core/sql/grammar';
import { inPrismaOrder } from '../core/status/order';
import { isAbout, suppressByEntries } from '../core/linter/suppressions';
import type { LintSource } from './lint-source';

/** What rules about the whole history found. */
export interface BaseFindings {
  /** Those that ran. */
  readonly rules: readonly string[];
  /** By file, in migrations that are there; suppressions have not been looked at. */
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
  /** In migrations that are missing. */
  readonly ofMissing: readonly Finding[];
  /** The entries of migration-guard.json that speak of something in those. */
  readonly usedEntries: readonly IgnoreEntry[];
}

/** The base's commit, as a person may name it. */
export function shortBase(commit: string): string {
  return commit.slice(0, 12);
}

/**
 * What became of the base's migrations.
 *
 * @param only names of the migrations that were asked for: what is missing is not among them
 */
export async function lintBase(
  { root, migrations, history, prisma }: LintSource,
  atBase: ReadonlySet<string> | undefined,
  loadGrammar: () => Promise<Grammar>,
  guard: GuardConfig | undefined,
  only: ReadonlySet<string> | undefined,
): Promise<BaseFindings> {
  if (!history || !atBase) return { rules: [], byFile: new Map(), ofMissing: [], usedEntries: [] };
  const changed = await history.changedSinceBase(migrations);
  const inOrder = (names: readonly string[]) => inPrismaOrder(names, prisma.version);
  const base = shortBase(history.base);
  const present = new Set(migrations.map(({ file }) => file));
  const byFile = new Map<string, Finding[]>();
  const missing: Finding[] = [];
  const histories = { base, root, changed, now: migrations, atBase, inOrder };
  const found = changed.length > 0 ? lintHistory(histories, await loadGrammar()) : [];
  for (const finding of found) {
    const { file } = finding;
    if (present.has(file)) byFile.set(file, [...(byFile.get(file) ?? []), finding]);
    else if (!only && !guard?.skips(file)) missing.push(finding);
  }
  const nameOf = new Map(changed.map(({ file, name }) => [file, name]));
  const entriesFor = ({ file }: Finding): IgnoreEntry[] =>
    guard?.ignore.filter(({ migration }) => migration === nameOf.get(file)) ?? [];
  return {
    rules: historyRules.map(({ id }) => id),
    byFile,
    ofMissing: withSeverities(
      missing.map((finding) => suppressByEntries(finding, entriesFor(finding))),
      guard,
    ),
    usedEntries: missing.flatMap((finding) => entriesFor(finding).filter((entry) => isAbout(entry, finding))),
  };
}
