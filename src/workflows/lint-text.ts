import { readNewText, replayNewText, type EditedMigration } from '../core/linter/edited-migration';
import { fixedInPlace, type Finding } from '../core/linter/findings/finding';
import { toFindings } from '../core/linter/to-findings';
import { judgeMigration, type MigrationContext } from '../core/linter/lint';
import { lintEdit } from '../core/linter/lint-history';
import type { FileReport } from '../core/linter/findings/file-report';
import { entriesFor, readSuppressions, speaksOfUs, suppressionByEntries } from '../core/linter/suppressions';
import { withExactNames } from '../core/sql/exact-names';
import { readWholeScript } from '../core/sql/steps';
import { baseOf, lintBase, type BaseFindings } from './base-findings';
import { withEditOfApplied, type AppliedRow, type AppliedWatch } from './edited-applied';
import { contextOf, schemaChanges, type Judging } from './judging';
import type { MigrationFile, ProjectHistory } from './lint-source';
import type { ReplayedProject } from './replayed-project';
import { lintMadeIn } from './vector-queries';

/** What a database says of a migration whose text is judged, and where what was added to it could go. */
interface AppliedMigration extends AppliedRow {
  /** The `migration.sql` of a new migration; undefined where none can come behind the others. */
  readonly newFile: () => string | undefined;
}

/**
 * Judges one migration with another text than the one that was read, or one that was not there then.
 *
 * @param applied what is remembered of it in a database, where it is applied there
 */
export type LintText = (edited: MigrationFile, applied?: AppliedMigration) => Promise<readonly Finding[]>;

/**
 * Makes what judges the texts of a project's migrations while somebody types. Of a text that was judged just before, only
 * what has changed is read again.
 *
 * @param watch without it nobody looks whether a text is still the one that was applied
 */
export function textLinter(project: ReplayedProject, judging: Judging, watch?: AppliedWatch): LintText {
  /** Somebody types in one migration at a time. */
  let lastEdited: EditedMigration | undefined;
  const ofHistory = historyOf(project);

  const judge = async (edited: MigrationFile, isAppliedLocally: boolean): Promise<readonly Finding[]> => {
    const { source, replayed } = project;
    if (project.skips(edited)) return [];
    const known = source.migrations.findIndex((migration) => migration.name === edited.name);
    // A folder that is newer than what was read has a newer name.
    const position = known < 0 ? source.migrations.length : known;
    const read = readNewText(edited, lastEdited);
    lastEdited = undefined;
    const [grammar, steps] = await Promise.all([
      project.loadGrammar(),
      withExactNames(edited.text, read.read.steps),
    ]);
    const now = replayNewText(read, { grammar, before: replayed.ledgerBefore(position) }, steps);
    const changes = await schemaChanges(project, [[edited.name, now.replayed.events]], grammar);
    const ofFiles = project.stateOf(edited.name);
    const context = contextOf(project, judging, edited, position, changes, {
      grammar,
      state: ofFiles === 'draft' && isAppliedLocally ? 'local' : ofFiles,
      ofHistory: await ofHistory(edited, known < 0 ? undefined : source.migrations[known]),
      ...replayed.endWith(position, now.replayed, grammar),
    });
    const { findings } = judgeMigration(edited, context, now.reading.script, now.replayed);
    lastEdited = now;
    const made = await lintMadeIn(project, edited, () => ({
      after: now.replayed.after,
      end: replayed.endLedgerWith(position, now.replayed, grammar),
    }));
    // What was read moves with the next edit; what is said of it does not.
    const fixed = findings.map(fixedInPlace);
    return made.length > 0 ? [...fixed, ...made].sort((a, b) => a.range.start - b.range.start) : fixed;
  };

  return async (edited, applied) => {
    const findings = await judge(edited, applied?.isLocal === true);
    const report =
      applied && (await watch?.check(edited, project.stateOf(edited.name), applied, applied.newFile));
    return report ? withEditOfApplied(findings, findingOfApplied(project, edited, report)) : findings;
  };
}

type OfHistory = MigrationContext['ofHistory'];

/**
 * What rules about the whole history say of one migration. Of a settled one that is its edit; of a draft what the files on
 * disk have lost, while it is typed only as far as that is said of the whole file.
 */
function historyOf(
  project: ReplayedProject,
): (edited: MigrationFile, onDisk: MigrationFile | undefined) => Promise<OfHistory> {
  const { history } = project.source;
  // Each takes one question to git, and typing asks again and again.
  let textsAtBase: ReturnType<ProjectHistory['changedSinceBase']> | undefined;
  let sinceBase: Promise<BaseFindings> | undefined;
  return async (edited, onDisk) => {
    if (!history) return { rules: [], reports: [] };
    if (project.stateOf(edited.name) === 'settled') {
      textsAtBase ??= history.changedSinceBase([]);
      const before = (await textsAtBase).find(({ name }) => name === edited.name);
      return { rules: [], reports: before ? lintEdit(baseOf(history), before, edited) : [] };
    }
    sinceBase ??= lintBase(project, undefined);
    const { rules, byFile } = await sinceBase;
    const reports = byFile.get(edited.file) ?? [];
    return edited.text === onDisk?.text
      ? { rules, reports }
      : { rules: [], reports: reports.filter(({ range }) => range.end === 0) };
  };
}

/** Undefined where the rule is off. */
function findingOfApplied(
  { configuration: { guard } }: ReplayedProject,
  { name, text }: MigrationFile,
  report: FileReport,
): Finding | undefined {
  const entries = entriesFor(name, guard);
  const suppressionOf = speaksOfUs(text)
    ? readSuppressions(text, readWholeScript(text), entries, report).suppressionOf
    : () => suppressionByEntries(report, entries);
  return toFindings([report], { config: guard, suppressionOf })[0];
}
