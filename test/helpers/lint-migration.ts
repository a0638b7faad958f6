import type { Finding } from '../../src/core/linter/findings/finding';
import { applyEdits } from '../../src/core/edits';
import type { MigrationContext } from '../../src/core/linter/lint';
import { tryPatterns } from '../../src/core/protection/patterns';
import { stoppableMatcher } from '../../src/adapters/project/pattern-matcher';
import { lintProject, type LintOptions } from '../../src/workflows/lint';
import type { LintReport } from '../../src/workflows/lint-report';
import type { LintSource } from '../../src/workflows/lint-source';
import { datasource } from './workspace';

/** A project that is on no disk; without a history all of its migrations are drafts. */
export interface MemoryProject {
  /** By name, in order. */
  readonly migrations: Readonly<Record<string, string>>;
  /** The models of schema.prisma. */
  readonly schema?: string;
  /** The text of drift-ignore.json. */
  readonly driftIgnore?: string;
  /** The text of migration-guard.json. */
  readonly config?: string;
  /** Names of migrations that exist at the base. */
  readonly settled?: readonly string[];
}

export function fileOf(migration: string): string {
  return `/p/prisma/migrations/${migration}/migration.sql`;
}

export const driftIgnoreFile = '/p/prisma/drift-ignore.json';
export const configFile = '/p/migration-guard.json';

/** What a migration is judged by in a project without configuration and version control. */
export const unconfigured = {
  driftIgnore: undefined,
  driftIgnoreBefore: undefined,
  driftIgnoreFile: { file: driftIgnoreFile, text: undefined },
  patterns: tryPatterns(undefined),
  config: undefined,
  ofHistory: { rules: [], reports: [] },
} satisfies Partial<MigrationContext>;

export function sourceOf(project: MemoryProject): LintSource {
  const { migrations, schema = '', driftIgnore, config, settled } = project;
  const files = [{ file: '/p/prisma/schema.prisma', text: datasource + schema }];
  return {
    root: '/p',
    migrations: Object.entries(migrations).map(([name, text]) => ({ name, file: fileOf(name), text })),
    schema: files,
    driftIgnore: driftIgnore === undefined ? undefined : { file: driftIgnoreFile, text: driftIgnore },
    driftIgnoreFile,
    config: config === undefined ? undefined : { file: configFile, text: config },
    prisma: { version: '7.10.0', source: 'assumed' },
    lockProvider: undefined,
    history: settled && {
      base: '0123456789abcdef',
      settled: () => Promise.resolve(new Set(settled)),
      committed: () => Promise.resolve(new Set<string>()),
      changedSinceBase: () => Promise.resolve([]),
      schemaAtBase: () => Promise.resolve(files),
      driftIgnoreAtBase: () => Promise.resolve(driftIgnore),
      guardConfigAtBase: () =>
        Promise.resolve(config === undefined ? undefined : { file: configFile, text: config }),
      schemaWhenAdded: () => Promise.resolve(new Map()),
    },
  };
}

export async function lintMemory(project: MemoryProject, options: LintOptions = {}): Promise<LintReport> {
  return await lintProject(sourceOf(project), { matchPattern: stoppableMatcher(), ...options });
}

/** A finding as a person reads it: `severity rule: message`. */
export function asLine({ severity, rule, message, suppressed }: Finding): string {
  return `${suppressed ? `suppressed (${suppressed.reason})` : severity} ${rule}: ${message}`;
}

export async function linesOf(project: MemoryProject, options: LintOptions = {}): Promise<string[]> {
  return (await lintMemory(project, options)).findings.map(asLine);
}

/** The texts that a fix of the named kind gives, by file; a file that is made by it begins empty. */
export function applyFix(report: LintReport, finding: Finding, kind: string): Record<string, string> {
  const fix = finding.fixes.find((candidate) => candidate.kind === kind);
  if (!fix) throw new Error(`There is no fix ${kind}, only ${finding.fixes.map((f) => f.kind).join(', ')}`);
  return Object.fromEntries(
    fix.edits.map(({ file, edits }) => [file, applyEdits(report.texts.get(file) ?? '', edits)]),
  );
}
