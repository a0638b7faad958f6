import type { Range } from '../../range';
import type { DriftIgnore, ObjectEntry, ProtectedEntry } from '../../protection/drift-ignore';
import { objectNames } from '../change/object-words';
import type { FileReport } from '../findings/file-report';
import { severities, type Finding, type Severity } from '../findings/finding';
import { ruleMetadata, type RuleMetadata } from '../findings/rule-metadata';
import type { IgnoreEntry, RuleSettings, SkippedPath } from '../findings/rule-settings';
import { smallestOf, largestOf } from '../../extremes';

export const guardLoosened = ruleMetadata({
  id: 'guard-loosened',
  summary: 'The change itself switches rules off, skips migrations, or suppresses what would be found.',
  kinds: ['configuration'],
  severity: { generated: 'warning', deliberate: 'warning' },
  exceptions: {
    hides: { severity: 'error', when: 'if it hides an error of the same change' },
    consent: {
      severity: 'info',
      when: 'for a suppression with a reason, and for an entry taken out of drift-ignore.json',
    },
  },
  fixable: [],
});

/** migration-guard.json and drift-ignore.json, each where there is one. */
interface Configurations {
  readonly guard: (RuleSettings & { readonly file: string }) | undefined;
  readonly driftIgnore: DriftIgnore | undefined;
}

/** The files that configure us, at the base and now. */
export interface ConfigurationChange {
  readonly before: Configurations;
  readonly now: Configurations;
  /** Where drift-ignore.json is, or was. */
  readonly driftIgnoreFile: string;
  readonly rules: readonly RuleMetadata[];
}

/** Something that a change does to the guard. */
export interface Loosening {
  readonly severity: Severity;
  readonly file: string;
  readonly range: Range;
  readonly message: string;
  readonly index?: string;
  /**
   * Whether it is why an error is not told that there would be as the base has it; `instead` is what is told at its
   * place. What a person consents to with a reason hides nothing.
   */
  readonly hides: (error: Finding, instead: readonly Finding[]) => boolean;
}

const { severity, exceptions } = guardLoosened;
const hidesNothing = (): boolean => false;
const wholeFile: Range = { start: 0, end: 0 };

/** Of what is gone from a list, where the list begins. */
function startOf(list: Range | undefined): Range {
  return list ? { start: list.start, end: list.start + 1 } : wholeFile;
}

type Setting = Severity | 'off';

function rankOf(setting: Setting | undefined): number {
  return setting === undefined || setting === 'off' ? severities.length : severities.indexOf(setting);
}

/** The worst and the mildest that a rule says where nothing is set. */
function usualRanks(rule: RuleMetadata): { readonly worst: number; readonly mildest: number } {
  if (rule.isOffByDefault) return { worst: rankOf('off'), mildest: rankOf('off') };
  const usual = Object.values(rule.severity).map(rankOf);
  const others = Object.values(rule.exceptions ?? {}).map((other) => rankOf(other.severity));
  return { worst: smallestOf([...usual, ...others]), mildest: largestOf(usual) };
}

function isLowered(rule: RuleMetadata, before: Setting | undefined, now: Setting | undefined): boolean {
  if (before === now) return false;
  const { worst, mildest } = usualRanks(rule);
  if (now === undefined) return rankOf(before) < mildest;
  return rankOf(now) > (before === undefined ? worst : rankOf(before));
}

/** The worst that a rule says where nothing is set; undefined for one that is off then. */
export function worstUsual(rule: RuleMetadata): Severity | undefined {
  return severities[usualRanks(rule).worst];
}

/** Whether a setting has a rule say less than it does where nothing is set. */
export function isBelowUsual(rule: RuleMetadata, setting: Setting): boolean {
  return isLowered(rule, undefined, setting);
}

function ofRules({ before, now, rules }: ConfigurationChange): Loosening[] {
  const { guard } = now;
  if (!guard) return [];
  return rules.flatMap((rule): Loosening[] => {
    const was = before.guard?.severities.get(rule.id);
    const is = guard.severities.get(rule.id);
    if (!isLowered(rule, was, is)) return [];
    const message =
      is === 'off'
        ? `Switches ${rule.id} off.`
        : `Lowers ${rule.id} ${was === undefined ? '' : `from ${was} `}to ${is ?? 'its usual severity'}.`;
    return [
      {
        ...{ severity: severity.deliberate, message },
        ...(guard.severityPlaces.get(rule.id) ?? { file: guard.file, range: wholeFile }),
        hides: (error) => error.rule === rule.id,
      },
    ];
  });
}

function ofPaths({ before, now: { guard } }: ConfigurationChange): Loosening[] {
  if (!guard) return [];
  const was = before.guard?.skippedPaths ?? [];
  const own = [guard.file, before.guard?.file];
  // In another folder the same pattern means other migrations; a project's own file may have moved.
  const isSame = (a: SkippedPath, b: SkippedPath): boolean =>
    a.pattern === b.pattern && (a.file === b.file || (own.includes(a.file) && own.includes(b.file)));
  const has = (paths: readonly SkippedPath[], wanted: SkippedPath): boolean =>
    paths.some((path) => isSame(path, wanted));
  const isInclusion = ({ pattern }: SkippedPath): boolean => pattern.startsWith('!');
  const added = guard.skippedPaths.filter((path) => !isInclusion(path) && !has(was, path));
  const removed = was.filter((path) => isInclusion(path) && !has(guard.skippedPaths, path));
  return [
    ...added.map(({ file, pattern, matches, range }) => ({
      ...{ severity: severity.deliberate, file, range },
      message: `Skips migrations: ${pattern} is new under "paths".`,
      hides: (error: Finding) => matches(error.file),
    })),
    ...removed.map(({ pattern }) => ({
      ...{ severity: severity.deliberate, file: guard.file, range: wholeFile },
      message: `Skips migrations: ${pattern} is gone from "paths".`,
      hides: hidesNothing,
    })),
  ];
}

function isSameEntry(a: IgnoreEntry, b: IgnoreEntry): boolean {
  return a.migration === b.migration && a.rule === b.rule && a.index === b.index;
}

/** Consent is seen by whoever reviews the change, in a new file too. */
function ofIgnore({ before, now: { guard } }: ConfigurationChange): Loosening[] {
  const was = before.guard?.ignore ?? [];
  if (!guard) return [];
  return guard.ignore
    .filter((entry) => !was.some((other) => isSameEntry(other, entry)))
    .map(({ file, migration, rule, index, reason, range }) => ({
      ...{ severity: exceptions.consent.severity, file, range },
      message: `Suppresses ${rule} in ${migration}${index === undefined ? '' : ` about ${index}`}: ${reason.replace(/\.?$/, '.')}`,
      ...(index === undefined ? {} : { index }),
      hides: hidesNothing,
    }));
}

function ofPatterns({ before, now: { driftIgnore } }: ConfigurationChange): Loosening[] {
  if (!driftIgnore) return [];
  const was = before.driftIgnore?.ignorePatterns ?? [];
  const isFirst = before.driftIgnore === undefined;
  return driftIgnore.ignorePatterns
    .filter(({ pattern }) => !was.some((other) => other.pattern.source === pattern.source))
    .map(({ pattern, file }) => ({
      // What a new file ignores is of no matter until it hides something.
      severity: isFirst ? exceptions.consent.severity : severity.deliberate,
      ...{
        file,
        range: pattern.range,
        message: `Ignores more statements: ${pattern.path} is new or changed.`,
      },
      hides: (error: Finding, instead: readonly Finding[]) =>
        instead.some(
          ({ rule, range, related }) =>
            rule === 'ignored-pattern' &&
            range.start <= error.range.start &&
            error.range.start <= range.end &&
            related.some((location) => location.range.start === pattern.range.start),
        ),
    }));
}

type Named = Pick<ProtectedEntry, 'name' | 'table'>;

function namesTheSame(a: Named, b: Named): boolean {
  return a.name === b.name && (a.table === undefined || b.table === undefined || a.table === b.table);
}

function ofEntries({ before, now: { driftIgnore } }: ConfigurationChange): Loosening[] {
  if (!driftIgnore || !before.driftIgnore) return [];
  return before.driftIgnore.entries
    .filter((entry) => !driftIgnore.entries.some((other) => namesTheSame(other, entry)))
    .map(({ name }) => ({
      ...takenOut(name, driftIgnore.file, driftIgnore.entriesRange),
      index: name,
    }));
}

function isSameObject(a: ObjectEntry, b: ObjectEntry): boolean {
  return a.kind === b.kind && namesTheSame(a, b);
}

function ofObjects({ before, now: { driftIgnore } }: ConfigurationChange): Loosening[] {
  if (!driftIgnore || !before.driftIgnore) return [];
  return before.driftIgnore.objects
    .filter((entry) => !driftIgnore.objects.some((other) => isSameObject(other, entry)))
    .map(({ kind, name, table }) =>
      takenOut(objectNames([{ kind, name, table }], true), driftIgnore.file, driftIgnore.objectsRange),
    );
}

/** Consent to the loss of what was listed. */
function takenOut(name: string, file: string, list: Range | undefined): Loosening {
  return {
    ...{ severity: exceptions.consent.severity, file, range: startOf(list), hides: hidesNothing },
    message: `Takes ${name} out of drift-ignore.json: its drop counts as meant, and it is protected no longer for being listed.`,
  };
}

function ofFiles({ before, now, driftIgnoreFile }: ConfigurationChange): Loosening[] {
  const deleted = (file: string, name: string): Loosening => ({
    ...{ severity: severity.deliberate, file, range: wholeFile },
    message: `Deletes ${name}.`,
    hides: () => true,
  });
  return [
    ...(before.guard && !now.guard ? [deleted(before.guard.file, 'migration-guard.json')] : []),
    ...(before.driftIgnore && !now.driftIgnore ? [deleted(driftIgnoreFile, 'drift-ignore.json')] : []),
  ];
}

/** What a change of the files that configure us lets through. */
export function loosenings(change: ConfigurationChange): Loosening[] {
  return [ofFiles, ofRules, ofPaths, ofIgnore, ofPatterns, ofEntries, ofObjects].flatMap((of) => of(change));
}

/** A suppression in a new migration. */
export function newSuppression(
  file: string,
  { rule, reason, range }: { readonly rule: string; readonly reason: string; readonly range: Range },
): Loosening {
  return {
    ...{ severity: exceptions.consent.severity, file, range },
    message: `Suppresses ${rule} here: ${reason.replace(/\.?$/, '.')}`,
    hides: hidesNothing,
  };
}

/**
 * What is said of a loosening.
 *
 * @param hidden an error that it hides
 */
export function loosenedReport(loosening: Loosening, hidden: Finding | undefined): FileReport {
  const { severity: usual, message, file, range, index } = loosening;
  const isConsent = usual === exceptions.consent.severity;
  return {
    ...{ rule: guardLoosened.id, state: 'draft', file, range },
    ...(index === undefined ? {} : { index }),
    ...(hidden
      ? {
          severity: exceptions.hides.severity,
          message: `${message} That hides an error of this change: ${hidden.message}`,
          why: `Judged as the base has it, ${hidden.rule} finds it. Suppress that one with a reason where it stands, or merge the configuration first.`,
          related: [{ file: hidden.file, range: hidden.range, message: hidden.message }],
        }
      : {
          severity: usual,
          message,
          why: isConsent
            ? 'Said once, in the change that brings it.'
            : 'Said once, in the change that brings it: whoever merges the change accepts it.',
          related: [],
        }),
    fixes: [],
  };
}
