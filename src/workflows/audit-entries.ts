import { settingFiles } from '../core/config/guard-file';
import { commentBeside } from '../core/json/comment-beside';
import type { Severity } from '../core/linter/findings/finding';
import { isBelowUsual, worstUsual } from '../core/linter/rules/guard-loosened';
import { rules } from '../core/linter/rules/registry';
import { speaksOfUs, suppressionsIn } from '../core/linter/suppressions';
import type { ObjectKind } from '../core/ledger/object-record';
import type { Range } from '../core/range';
import type { ReplayedProject } from './replayed-project';

/** Something that a team has written to let a finding through, or to list what is protected. */
export type AuditEntry = Written &
  (
    | {
        readonly kind: 'suppression';
        /** A comment at a statement, one for its whole file, or an entry of migration-guard.json. */
        readonly form: 'comment' | 'file-comment' | 'config';
        readonly rule: string;
        readonly migration: string;
        /** Undefined stands for every index. */
        readonly index: string | undefined;
      }
    | {
        readonly kind: 'rule';
        readonly rule: string;
        readonly setting: Severity | 'off';
        /** The worst that the rule says where nothing is set. */
        readonly usual: Severity | undefined;
      }
    | {
        readonly kind: 'path';
        readonly pattern: string;
        /** How many migrations it matches. */
        readonly migrations: number;
      }
    | { readonly kind: 'protected-index'; readonly index: string; readonly table: string | undefined }
    | {
        readonly kind: 'protected-object';
        readonly objectKind: ObjectKind;
        readonly name: string;
        readonly table: string | undefined;
      }
    | { readonly kind: 'ignore-pattern'; readonly pattern: string; readonly action: 'remove' | 'comment' }
  );

/** Where something is written, and why. */
interface Written {
  readonly file: string;
  /** UTF-16 units from 0 in the file's text. */
  readonly range: Range;
  readonly reason: string | undefined;
}

type Entries = readonly AuditEntry[];

/** All that there is of a project, in the order of reports. */
export function auditEntries(project: ReplayedProject): AuditEntry[] {
  return [ofComments, ofIgnore, ofRules, ofPaths, ofProtectedIndexes, ofProtectedObjects, ofPatterns].flatMap(
    (of) => of(project),
  );
}

function ofComments({ source, replayed }: ReplayedProject): Entries {
  return [...source.migrations.entries()].flatMap(([position, { name, file, text }]) => {
    if (!speaksOfUs(text)) return [];
    return suppressionsIn(text, replayed.scriptAt(position)).map(({ rule, reason, wholeFile, range }) => ({
      ...{ kind: 'suppression' as const, form: wholeFile ? ('file-comment' as const) : ('comment' as const) },
      ...{ file, range, rule, reason, migration: name, index: undefined },
    }));
  });
}

function ofIgnore({ configuration: { guard } }: ReplayedProject): Entries {
  if (!guard) return [];
  return guard.ignore.map(({ file, migration, rule, index, reason, range }) => ({
    ...{ kind: 'suppression' as const, form: 'config' as const },
    ...{ file, range, rule, reason, migration, index },
  }));
}

/** The texts of migration-guard.json and what it extends. */
function settingTexts({ source: { config } }: ReplayedProject): ReadonlyMap<string, string> {
  return new Map(config ? settingFiles(config).map(({ file, text }) => [file, text]) : []);
}

function ofRules(project: ReplayedProject): Entries {
  const { guard } = project.configuration;
  if (!guard) return [];
  const texts = settingTexts(project);
  return rules.flatMap((rule): Entries => {
    const setting = guard.severities.get(rule.id);
    const value = guard.severityPlaces.get(rule.id);
    if (setting === undefined || !value || !isBelowUsual(rule, setting)) return [];
    const { file } = value;
    const text = texts.get(file) ?? '';
    const key = text.lastIndexOf(JSON.stringify(rule.id), value.range.start);
    const range = { start: key < 0 ? value.range.start : key, end: value.range.end };
    return [
      {
        ...{ kind: 'rule', rule: rule.id, setting, usual: worstUsual(rule) },
        ...{ file, range, reason: commentBeside(text, range) },
      },
    ];
  });
}

/** What begins with `!` takes migrations back in. */
function ofPaths(project: ReplayedProject): Entries {
  const { guard } = project.configuration;
  if (!guard) return [];
  const texts = settingTexts(project);
  const { migrations } = project.source;
  return guard.skippedPaths
    .filter(({ pattern }) => !pattern.startsWith('!'))
    .map(({ file, pattern, matches, range }) => ({
      ...{
        kind: 'path' as const,
        pattern,
        migrations: migrations.filter((migration) => matches(migration.file)).length,
      },
      ...{ file, range, reason: commentBeside(texts.get(file) ?? '', range) },
    }));
}

function ofProtectedIndexes({ configuration: { driftIgnore } }: ReplayedProject): Entries {
  if (!driftIgnore) return [];
  return driftIgnore.entries.map(({ name, table, description, range }) => ({
    ...{ kind: 'protected-index' as const, index: name, table },
    ...{ file: driftIgnore.file, range, reason: description },
  }));
}

function ofProtectedObjects({ configuration: { driftIgnore } }: ReplayedProject): Entries {
  if (!driftIgnore) return [];
  return driftIgnore.objects.map(({ kind, name, table, description, range }) => ({
    ...{ kind: 'protected-object' as const, objectKind: kind, name, table },
    ...{ file: driftIgnore.file, range, reason: description },
  }));
}

function ofPatterns({ configuration: { driftIgnore } }: ReplayedProject): Entries {
  if (!driftIgnore) return [];
  return driftIgnore.ignorePatterns.map(({ file, pattern, reason, action }) => ({
    ...{ kind: 'ignore-pattern' as const, pattern: pattern.source, action },
    ...{ file, range: pattern.range, reason },
  }));
}
