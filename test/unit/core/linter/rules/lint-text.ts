import type { Finding, MigrationState } from '../../../../../src/core/linter/findings/finding';
import { combineFixes } from '../../../../../src/core/linter/fixes/combine';
import { applyEdits } from '../../../../../src/core/edits';
import type { HistoryExample } from '../../../../../src/core/linter/rules/example';
import type { SchemaFile } from '../../../../../src/core/prisma-schema/declarations';
import { stoppableMatcher } from '../../../../../src/adapters/project/pattern-matcher';
import { lintProject } from '../../../../../src/workflows/lint';
import type { LintSource, SchemaChange } from '../../../../../src/workflows/lint-source';

/** A small project whose last migration is looked at. */
export interface Situation {
  /** The migrations before, oldest first. */
  readonly history?: readonly string[];
  readonly migration: string;
  /** The migration's name; lintedName without it. */
  readonly name?: string;
  /** The models of schema.prisma. */
  readonly schema?: string;
  /** The models before the change, where they differ. */
  readonly schemaBefore?: string;
  readonly driftIgnore?: string;
  readonly driftIgnoreBefore?: string;
  /** The text of migration-guard.json. */
  readonly config?: string;
  readonly prisma?: string;
  readonly previewFeatures?: readonly string[];
  /** `settled`: the migration, too, exists at the base. */
  readonly state?: Exclude<MigrationState, 'local'>;
  /** By number of a migration before, the models with which it came. */
  readonly schemaWhenAdded?: Readonly<Record<number, string>>;
  /** Migrations behind the one that is looked at. */
  readonly later?: readonly string[];
}

export const lintedName = '20260301120000_add_tags';
export const lintedFile = `/app/prisma/migrations/${lintedName}/migration.sql`;

function schemaFiles(models: string, features: readonly string[] = []): SchemaFile[] {
  const preview = features.length > 0 ? `  previewFeatures = ${JSON.stringify(features)}\n` : '';
  const text = `datasource db {\n  provider = "postgresql"\n}\n\ngenerator client {\n  provider = "prisma-client"\n${preview}}\n\n${models}\n`;
  return [{ file: '/app/prisma/schema.prisma', text }];
}

function migrationFile(name: string, text: string) {
  return { name, file: `/app/prisma/migrations/${name}/migration.sql`, text };
}

/** The project as lint reads it. */
export function sourceOf(situation: Situation): LintSource {
  const before = (situation.history ?? []).map((text, index) =>
    migrationFile(`2025010100000${index}_before`, text),
  );
  const later = (situation.later ?? []).map((text, index) =>
    migrationFile(`2027010100000${index}_later`, text),
  );
  const own = migrationFile(situation.name ?? lintedName, situation.migration);
  const features = situation.previewFeatures;
  const schema = schemaFiles(situation.schema ?? '', features);
  const schemaBefore = schemaFiles(situation.schemaBefore ?? situation.schema ?? '', features);
  const isSettled = situation.state === 'settled';
  const added = new Map<string, SchemaChange>(
    Object.entries(situation.schemaWhenAdded ?? {}).map(([index, models]) => [
      before[Number(index)]?.name ?? '',
      { before: [], after: schemaFiles(models, features) },
    ]),
  );
  if (isSettled) added.set(own.name, { before: schemaBefore, after: schema });
  const { driftIgnore } = situation;
  return {
    root: '/app',
    migrations: [...before, own, ...later],
    schema,
    driftIgnore:
      driftIgnore === undefined ? undefined : { file: '/app/prisma/drift-ignore.json', text: driftIgnore },
    driftIgnoreFile: '/app/prisma/drift-ignore.json',
    config:
      situation.config === undefined
        ? undefined
        : { file: '/app/migration-guard.json', text: situation.config },
    prisma: { version: situation.prisma ?? '7.10.0', source: 'installed' },
    lockProvider: undefined,
    history: {
      base: 'b45e',
      settled: () =>
        Promise.resolve(new Set([...before, ...(isSettled ? [own, ...later] : [])].map(({ name }) => name))),
      committed: () => Promise.resolve(new Set<string>()),
      changedSinceBase: () => Promise.resolve([]),
      schemaAtBase: () => Promise.resolve(schemaBefore),
      driftIgnoreAtBase: () => Promise.resolve(situation.driftIgnoreBefore ?? driftIgnore),
      schemaWhenAdded: () => Promise.resolve(added),
    },
  };
}

/** The findings of the migration that is looked at, through the whole of lint. */
export async function lintText(situation: Situation): Promise<readonly Finding[]> {
  const report = await lintProject(sourceOf(situation), { matchPattern: stoppableMatcher() });
  const { file: linted } = migrationFile(situation.name ?? lintedName, '');
  return report.findings.filter(({ file }) => file === linted);
}

/** The findings about a history that was another one at the base. */
export async function lintHistories({
  base,
  now,
}: Pick<HistoryExample, 'base' | 'now'>): Promise<readonly Finding[]> {
  const before = Object.entries(base).map(([name, text]) => migrationFile(name, text));
  const migrations = Object.entries(now).map(([name, text]) => migrationFile(name, text));
  const source = sourceOf({ migration: '' });
  const report = await lintProject(
    {
      ...source,
      migrations,
      history: source.history && {
        ...source.history,
        base: '85d16f6',
        settled: () => Promise.resolve(new Set(Object.keys(base))),
        changedSinceBase: () => Promise.resolve(before.filter(({ name, text }) => now[name] !== text)),
      },
    },
    { matchPattern: stoppableMatcher() },
  );
  return report.findings;
}

/** `severity index: message` of each finding, with the rule before it where none is given. */
export function lines(findings: readonly Finding[], rule?: string): string[] {
  return findings
    .filter((finding) => rule === undefined || finding.rule === rule)
    .map((finding) => {
      const { severity, index, message, suppressed } = finding;
      const prefix = rule === undefined ? `${finding.rule} ` : '';
      return `${prefix}${[severity, index].join(' ').trim()}: ${message}${suppressed ? ` (${suppressed.reason})` : ''}`;
    });
}

/** `rule severity index` of each finding; a suppressed one in parentheses. */
export function heads(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, severity, index, suppressed }) => {
    const head = `${rule} ${severity} ${index}`;
    return suppressed ? `(${head})` : head;
  });
}

/** The migration after the fixes of some kind of all findings, in one round. */
export function fixed(
  text: string,
  findings: readonly Finding[],
  kind: 'keep' | 'recreate' = 'keep',
): string {
  const fixes = findings.flatMap((finding) => finding.fixes.find((fix) => fix.kind === kind) ?? []);
  return combineFixes(fixes).edits.reduce((now, { edits }) => applyEdits(now, edits), text);
}
