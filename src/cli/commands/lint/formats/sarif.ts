import { createHash } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  ArtifactLocation,
  Fix as SarifFix,
  Location,
  Log,
  Notification,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
  Run,
  Suppression,
} from 'sarif';
import type { Finding, Fix, Severity } from '../../../../core/linter/findings/finding';
import type { Range } from '../../../../core/range';
import { usualSeverity, type RuleMetadata } from '../../../../core/linter/findings/rule-metadata';
import type { LintReport } from '../../../../workflows/lint-report';
import { pathFrom, positionsIn, type TextPositions } from '../../../output/positions';
import { safeJson } from '../../../output/printable';
import { projectLabel } from '../../../output/project-label';
import { tally } from '../../../../workflows/lint-tally';
import { leftOut, unreadParts, untouchedPart } from '../totals';
import { unreadFiles } from '../unread-files';

export interface SarifOptions {
  /** Becomes %SRCROOT%: files below it are given relative to it, others as absolute URIs. */
  readonly cwd: string;
  /** The tool's own version. */
  readonly version: string;
  readonly rules: readonly RuleMetadata[];
}

interface Context {
  readonly cwd: string;
  readonly positionsOf: (file: string) => TextPositions | undefined;
}

const root = '%SRCROOT%';

/** More than these GitHub does not take in one file. */
export const mostRuns = 20;

/**
 * The reports as a SARIF 2.1.0 log (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), columns in UTF-16
 * code units. Each project is a run of its own category: an upload replaces what is known of the projects in it, and
 * leaves the others alone.
 */
export function sarif(all: readonly LintReport[], options: SarifOptions): string {
  const reports = all.filter(({ untouched }) => untouched === undefined);
  const left = all.filter(({ untouched }) => untouched !== undefined);
  const notes = [
    ...left.flatMap(({ notices }) => notices),
    ...(left.length > 0 ? [`${untouchedPart(left.length)}.`] : []),
  ].map((text) => notification(text, 'note'));
  const category = (report: LintReport): string => `${tool}/${projectLabel(report, all, options.cwd)}/`;
  const runs = reports.map((report) => ({
    ...runOf([report], notes, options),
    automationDetails: { id: category(report) },
  }));
  const none = { ...runOf([], notes, options), automationDetails: { id: `${tool}/` } };
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: runs.length > 0 ? runs : [none],
  };
  return safeJson(log);
}

const tool = 'migration-guard';

function runOf(reports: readonly LintReport[], notes: readonly Notification[], options: SarifOptions): Run {
  const rules = ruleDescriptors(reports, options.rules);
  const ruleIndexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const fingerprint = fingerprints();
  const results = reports.flatMap((report) => {
    const context = { cwd: options.cwd, positionsOf: positionsIn(report) };
    return report.findings.map((finding) => ({
      ...result(finding, context),
      ruleIndex: ruleIndexes.get(finding.rule) ?? -1,
      partialFingerprints: { 'migrationGuard/v1': fingerprint(finding) },
    }));
  });
  const unread = unreadFiles(reports, options.cwd);
  return {
    tool: {
      driver: { name: tool, version: options.version, rules },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [root]: { uri: folderUri(options.cwd) } },
    invocations: [
      {
        executionSuccessful: unread.length === 0 && reports.every(({ broken }) => broken.length === 0),
        toolExecutionNotifications: [
          ...unread.map(({ message }) => notification(message, 'error')),
          ...unreadParts(tally(reports).unreadStatements).map((part) => notification(`${part}.`, 'warning')),
          ...reports.flatMap((report) => [
            ...report.notices.map((notice) => notification(notice, 'note')),
            ...leftOut(tally([report])).map((what) => notification(`migration-guard.json: ${what}.`, 'note')),
            ...brokenNotifications(report, options.cwd),
          ]),
          ...notes,
        ],
      },
    ],
    results,
  };
}

function ruleDescriptors(
  reports: readonly LintReport[],
  rules: readonly RuleMetadata[],
): ReportingDescriptor[] {
  const described = rules.map((rule): ReportingDescriptor => {
    const usual = usualSeverity(rule);
    return {
      id: rule.id,
      shortDescription: { text: rule.summary },
      helpUri: rule.page,
      defaultConfiguration: {
        level: usual === undefined ? 'none' : level(usual),
        ...(rule.isOffByDefault ? { enabled: false } : {}),
      },
    };
  });
  const known = new Set(rules.map(({ id }) => id));
  const used = new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  return [...described, ...[...used].filter((id) => !known.has(id)).map((id) => ({ id }))];
}

function notification(text: string, level: 'error' | 'warning' | 'note'): Notification {
  return { level, message: { text: plainText(text) } };
}

function brokenNotifications(report: LintReport, cwd: string): Notification[] {
  const context = { cwd, positionsOf: positionsIn(report) };
  return report.broken.map(({ file, range, message }) => ({
    level: 'error',
    message: { text: plainText(message) },
    locations: [{ physicalLocation: physicalLocation(file, range, context) }],
  }));
}

function result(finding: Finding, context: Context): Result {
  const fixes = finding.fixes.flatMap((fix) => sarifFix(fix, context));
  return {
    ruleId: finding.rule,
    level: level(finding.severity),
    message: { text: plainText(messageOf(finding)) },
    locations: [{ physicalLocation: physicalLocation(finding.file, finding.range, context) }],
    // Either every result of a run has this list or none has.
    suppressions: suppressions(finding),
    ...(finding.related.length > 0 ? { relatedLocations: relatedLocations(finding, context) } : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
    properties: {
      ...(finding.index === undefined ? {} : { index: finding.index }),
      ...(finding.loss === undefined ? {} : { loss: finding.loss }),
      ...(finding.intent === undefined ? {} : { intent: finding.intent }),
      state: finding.state,
    },
  };
}

function messageOf({ message, why, restore }: Finding): string {
  const way = restore === undefined ? '' : `To get it back, make it in a new migration: ${restore}`;
  return [message, why, way].filter((part) => part !== '').join(' ');
}

/** A message in which no `[text](target)` of a project becomes a link (SARIF 2.1.0, 3.11.6). */
function plainText(text: string): string {
  return text.includes('](') ? text.replace(/[\\[\]]/g, '\\$&') : text;
}

function level(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

function suppressions({ suppressed }: Finding): Suppression[] {
  if (suppressed === undefined) return [];
  const kind = suppressed.kind === 'source' ? 'inSource' : 'external';
  return [{ kind, status: 'accepted', justification: suppressed.reason }];
}

function relatedLocations(finding: Finding, context: Context): Location[] {
  return finding.related.map(({ file, range, message }, id) => ({
    id,
    message: { text: plainText(message) },
    physicalLocation: physicalLocation(file, range, context),
  }));
}

/** None where the fix edits nothing that could be written down: SARIF wants at least one replacement. */
function sarifFix(fix: Fix, context: Context): SarifFix[] {
  const artifactChanges = fix.edits
    .filter(({ edits }) => edits.length > 0)
    .map(({ file, edits }) => ({
      artifactLocation: artifactLocation(file, context.cwd),
      replacements: edits.map(({ range, newText }) => ({
        deletedRegion: region(range, context.positionsOf(file)) ?? {
          charOffset: range.start,
          charLength: range.end - range.start,
        },
        insertedContent: { text: newText },
      })),
    }));
  return artifactChanges.length === 0
    ? []
    : [{ description: { text: plainText(fix.title) }, artifactChanges }];
}

function physicalLocation(file: string, range: Range, { cwd, positionsOf }: Context): PhysicalLocation {
  const where = region(range, positionsOf(file));
  return {
    artifactLocation: artifactLocation(file, cwd),
    ...(where === undefined ? {} : { region: where }),
  };
}

function region(range: Range, positions: TextPositions | undefined): Region | undefined {
  if (positions === undefined) return undefined;
  const start = positions.at(range.start);
  const end = positions.at(range.end);
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
}

/** The URI's second last part is always the folder of the file, which for a migration is its name. */
function artifactLocation(file: string, cwd: string): ArtifactLocation {
  const path = pathFrom(cwd, file);
  if (path.startsWith('../') || resolve(cwd, file) === path) {
    return { uri: pathToFileURL(resolve(cwd, file)).href };
  }
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: root };
}

function folderUri(folder: string): string {
  const { href } = pathToFileURL(folder);
  return href.endsWith('/') ? href : `${href}/`;
}

/**
 * The same finding keeps its fingerprint when lines move: it is made from rule, migration and index, and a count where
 * one migration says the same twice.
 */
function fingerprints(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ rule, file, index = '' }) => {
    const hash = createHash('sha256')
      .update(JSON.stringify([rule, basename(dirname(file)), index]))
      .digest('hex');
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  };
}
