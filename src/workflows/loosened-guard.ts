import type { Finding } from '../core/linter/findings/finding';
import {
  loosenedReport,
  loosenings,
  newSuppression,
  type Loosening,
} from '../core/linter/rules/guard-loosened';
import { rules } from '../core/linter/rules/registry';
import { unusedSuppression } from '../core/linter/rules/unused-suppression';
import { speaksOfUs, suppressionsIn } from '../core/linter/suppressions';
import { toFindings } from '../core/linter/to-findings';
import type { Configuration } from './configuration';
import type { ReplayedProject } from './replayed-project';

/** Judges a project as linting does, apart from what is said here. */
type Judge = (project: ReplayedProject) => Promise<readonly Finding[]>;

/**
 * What the change does to the guard itself: reported once, in the run that it would change. Nothing without a base, as
 * nobody knows then what is new.
 *
 * @param findings what was found with the configuration as it is now
 * @param only names of the migrations that were asked for
 */
export async function lintLoosening(
  project: ReplayedProject,
  findings: readonly Finding[],
  judge: Judge,
  only?: ReadonlySet<string>,
): Promise<Finding[]> {
  const { source, base, configuration } = project;
  if (!source.history || !base.atBase) return [];
  const { guard, guardAtBase, driftIgnore, driftIgnoreAtBase } = configuration;
  const ofFiles = loosenings({
    before: { guard: guardAtBase, driftIgnore: driftIgnoreAtBase },
    now: { guard, driftIgnore },
    driftIgnoreFile: source.driftIgnoreFile,
    rules,
  });
  const hidden = ofFiles.length > 0 ? await hiddenErrors(project, findings, judge) : [];
  const hiddenBy = (loosening: Loosening): Finding | undefined =>
    hidden.find((error) =>
      loosening.hides(
        error,
        findings.filter(({ file }) => file === error.file),
      ),
    );
  // Nobody has to accept what suppresses nothing, and that is reported already.
  const suppressesNothing = ({ file, range }: Loosening): boolean =>
    findings.some(
      (found) =>
        found.rule === unusedSuppression.id && found.file === file && found.range.start === range.start,
    );
  const all = [...ofFiles, ...newSuppressions(project, only)].filter((one) => !suppressesNothing(one));
  return toFindings(
    all.map((loosening) => loosenedReport(loosening, hiddenBy(loosening))),
    // A change cannot switch off what is said of itself.
    { config: guardAtBase },
  );
}

/** The comments of drafts that suppress something. */
function newSuppressions(project: ReplayedProject, only: ReadonlySet<string> | undefined): Loosening[] {
  const { source, replayed } = project;
  return [...source.migrations.entries()].flatMap(([position, migration]) => {
    const { name, file, text } = migration;
    if (!speaksOfUs(text) || project.stateOf(name) === 'settled' || project.skips(migration)) return [];
    if (only && !only.has(name)) return [];
    return suppressionsIn(text, replayed.scriptAt(position)).map((one) => newSuppression(file, one));
  });
}

/** The errors in new work that there would be if the configuration were as at the base, but for what has a reason. */
async function hiddenErrors(
  project: ReplayedProject,
  findings: readonly Finding[],
  judge: Judge,
): Promise<Finding[]> {
  const errors = (all: readonly Finding[]): Finding[] =>
    all.filter(
      ({ severity, state, suppressed }) => severity === 'error' && state !== 'settled' && !suppressed,
    );
  const keyOf = ({ rule, file, range, index }: Finding): string =>
    JSON.stringify([rule, file, range.start, index]);
  const known = new Set(errors(findings).map(keyOf));
  const before = await judge(project.withConfiguration(asAtBase(project.configuration)));
  return errors(before).filter((error) => !known.has(keyOf(error)));
}

/** The configuration of the base, with the single suppressions of today: those are consent, as an entry taken out is. */
function asAtBase(now: Configuration): Configuration {
  const { guard, guardAtBase, driftIgnore, driftIgnoreAtBase } = now;
  const ignore = guard?.ignore ?? [];
  const unset = guard && { ...guard, severities: new Map(), skips: () => false };
  return {
    ...now,
    guard: guardAtBase ? { ...guardAtBase, ignore } : unset,
    driftIgnore: driftIgnore
      ? { ...driftIgnore, ignorePatterns: driftIgnoreAtBase?.ignorePatterns ?? [] }
      : driftIgnoreAtBase,
  };
}
