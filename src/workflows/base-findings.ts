import type { IgnoreEntry } from '../core/linter/findings/rule-settings';
import type { Finding } from '../core/linter/findings/finding';
import type { Base } from '../core/linter/change/history-change';
import { lintHistory } from '../core/linter/lint-history';
import { historyRules } from '../core/linter/rules/registry';
import { toFindings } from '../core/linter/to-findings';
import type { FileReport } from '../core/linter/findings/file-report';
import { entriesAbout, entriesFor, suppressionByEntries } from '../core/linter/suppressions';
import type { IndexRecord } from '../core/ledger/records';
import { protectionOf, type ProtectionFacts } from '../core/protection/protection';
import { inPrismaOrder } from '../core/status/order';
import { declaredOrUnknown } from './history-cuts';
import type { CameWith, MigrationFile, ProjectHistory } from './lint-source';
import type { ReplayedProject } from './replayed-project';

/** What rules about the whole history found. */
export interface BaseFindings {
  /** Those that ran. */
  readonly rules: readonly string[];
  /** By file, in migrations that are there, where comments may suppress them. */
  readonly byFile: ReadonlyMap<string, readonly FileReport[]>;
  /** In migrations that are missing. */
  readonly ofMissing: readonly Finding[];
  /** The entries of migration-guard.json that speak of something in those. */
  readonly usedEntries: readonly IgnoreEntry[];
}

/** The base, as printed commands name it. */
export function baseOf({ base, repository }: Pick<ProjectHistory, 'base' | 'repository'>): Base {
  return { commit: base?.slice(0, 12) ?? 'none', repository };
}

/**
 * What became of the base's migrations.
 *
 * @param only names of the migrations that were asked for: what is missing is not among them
 */
export async function lintBase(
  project: ReplayedProject,
  only: ReadonlySet<string> | undefined,
): Promise<BaseFindings> {
  const { source, base, replayed, configuration, loadGrammar } = project;
  const { atBase } = base;
  const { guard } = configuration;
  const { migrations, history, prisma } = source;
  if (!history || !atBase) return { rules: [], byFile: new Map(), ofMissing: [], usedEntries: [] };
  const changed = await history.changedSinceBase(migrations);
  const compared = async (): Promise<FileReport[]> =>
    lintHistory(
      {
        ...{ changed, atBase, base: baseOf(history), now: migrations },
        ...{ ledgerNow: replayed.endLedger(), takenAway: replayed.namesTakenAway() },
        objectsTakenAway: replayed.objectsTakenAway(),
        version: prisma.version,
        wasProtected: await protectionAtBase(project, changed),
        inOrder: (names) => inPrismaOrder(names, prisma.version),
      },
      await loadGrammar(),
    );
  const present = new Set(migrations.map(({ file }) => file));
  const byFile = new Map<string, FileReport[]>();
  const missing: FileReport[] = [];
  for (const report of changed.length > 0 ? await compared() : []) {
    const { file } = report;
    if (present.has(file)) byFile.set(file, [...(byFile.get(file) ?? []), report]);
    else if (!only && !guard?.skips(file)) missing.push(report);
  }
  const nameOf = new Map(changed.map(({ file, name }) => [file, name]));
  const entriesOf = ({ file }: FileReport) => entriesFor(nameOf.get(file), guard);
  return {
    rules: historyRules.map(({ id }) => id),
    byFile,
    ofMissing: toFindings(missing, {
      config: guard,
      suppressionOf: (report) => suppressionByEntries(report, entriesOf(report)),
    }),
    usedEntries: missing.flatMap((report) => entriesAbout(entriesOf(report), [report])),
  };
}

/** Tells whether an index was protected at the base, by what schema.prisma and drift-ignore.json were there. */
async function protectionAtBase(
  project: ReplayedProject,
  changed: readonly MigrationFile[],
): Promise<(index: IndexRecord) => boolean> {
  const { source, base, configuration, prisma, declarationsOf, loadGrammar } = project;
  const [grammar, changes = new Map<string, CameWith>()] = await Promise.all([
    loadGrammar(),
    (source.prisma8 ?? source.history)?.schemaWhenAdded(changed.map(({ name }) => name)),
  ]);
  const facts: ProtectionFacts = {
    ...{ grammar, prisma, driftIgnore: configuration.driftIgnoreAtBase },
    declared: declarationsOf(base.schema ?? []),
    wasDeclared: declaredOrUnknown(project, changes),
  };
  return (index) => protectionOf(index, facts).isProtected;
}
