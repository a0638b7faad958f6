import type { Finding } from '../core/linter/findings/finding';
import { historyRules, migrationRules } from '../core/linter/rules/registry';
import { unusedSuppression } from '../core/linter/rules/unused-suppression';
import { keptName } from '../core/sql/names';
import type { AuditEntry } from './audit-entries';
import type { Configuration } from './configuration';
import { judgingBy, type JudgingOptions } from './judging';
import { lintMigrations } from './lint-migrations';
import type { LintSource } from './lint-source';
import { ReplayedProject } from './replayed-project';

/** Whether a suppression suppresses something; unknown where nothing here can tell. */
export type SuppressionUse = 'used' | 'unused' | 'unknown';

type SuppressionEntry = Extract<AuditEntry, { readonly kind: 'suppression' }>;

/** What became of the suppressions of a project. */
interface Uses {
  readonly useOf: (entry: SuppressionEntry) => SuppressionUse;
  /** Why some of it is not known, sentences. */
  readonly notices: readonly string[];
}

/**
 * Finds out which suppressions suppress nothing any more: each migration is judged as if it were new and nothing were off
 * or skipped, as what is merged already is no longer reported. What became of the base's migrations is judged as it is.
 */
export async function suppressionUse(
  project: ReplayedProject,
  entries: readonly AuditEntry[],
  options: JudgingOptions,
): Promise<Uses> {
  const suppressions = entries.filter((entry) => entry.kind === 'suppression');
  if (suppressions.length === 0) return { useOf: () => 'unknown', notices: [] };
  // By a configuration with mistakes it might be judged wrongly.
  if (project.configuration.problems.length > 0) return { useOf: () => 'unknown', notices: [] };
  const speaksOf = (rules: readonly { readonly id: string }[]) => {
    const ids = new Set(rules.map(({ id }) => id));
    return ({ rule }: SuppressionEntry): boolean => ids.has(rule);
  };
  const [isOfMigration, isOfHistory] = [speaksOf(migrationRules), speaksOf(historyRules)];
  const judge = (one: ReplayedProject): Promise<Finding[]> => lintMigrations(one, judgingBy(options));
  const asNew = await asIfNew(project);
  const ofMigrations = suppressions.some(isOfMigration) ? await judge(asNew) : [];
  const ofHistory = suppressions.some(isOfHistory) ? await judge(withAllRules(project)) : [];
  const knowsBase = project.source.history?.base !== undefined;
  const unused = new Set(
    ofMigrations
      .filter(({ rule }) => rule === unusedSuppression.id)
      .map(({ file, range }) => keyOf(file, range)),
  );
  const { notices } = asNew.cuts;
  return {
    notices,
    useOf: (entry) => {
      if (isOfMigration(entry)) {
        if (!unused.has(keyOf(entry.file, entry.range))) return 'used';
        return notices.length > 0 ? 'unknown' : 'unused';
      }
      if (!isOfHistory(entry) || !knowsBase) return 'unknown';
      return ofHistory.some((finding) => suppresses(entry, finding)) ? 'used' : 'unused';
    },
  };
}

function keyOf(file: string, { start }: AuditEntry['range']): string {
  return `${start} ${file}`;
}

function suppresses({ rule, migration, index }: SuppressionEntry, finding: Finding): boolean {
  return (
    finding.suppressed !== undefined &&
    finding.rule === rule &&
    finding.file.split(/[\\/]/).at(-2) === migration &&
    (index === undefined || keptName(index) === finding.index)
  );
}

/** The project with every migration new. */
async function asIfNew(project: ReplayedProject): Promise<ReplayedProject> {
  const { source, loadGrammar } = project;
  if (!source.history) return withAllRules(project);
  const history: LintSource['history'] = {
    ...source.history,
    base: undefined,
    settled: () => Promise.resolve(new Set()),
    changedSinceBase: () => Promise.resolve([]),
    schemaAtBase: () => Promise.resolve(undefined),
    driftIgnoreAtBase: () => Promise.resolve(undefined),
    guardConfigAtBase: () => Promise.resolve(undefined),
  };
  return withAllRules(await ReplayedProject.open({ ...source, history }, loadGrammar));
}

/** The project with no rule off and no migration skipped. */
function withAllRules(project: ReplayedProject): ReplayedProject {
  const { guard } = project.configuration;
  if (!guard) return project;
  const severities = new Map([...guard.severities].filter(([, severity]) => severity !== 'off'));
  const configuration: Configuration = {
    ...project.configuration,
    guard: { ...guard, severities, skips: () => false },
  };
  return project.withConfiguration(configuration);
}
