import { commentBeside } from '../core/json/comment-beside';
import type { Severity } from '../core/linter/findings/finding';
import { isBelowUsual, worstUsual } from '../core/linter/rules/guard-loosened';
import { rules } from '../core/linter/rules/registry';
import { speaksOfUs, suppressionsIn } from '../core/linter/suppressions';
import type { Range } from '../core/range';
import type { ReplayedProject } from './replayed-project';

/** Something that a team has written to let a finding through, or to list an index. */
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
  return [ofComments, ofIgnore, ofRules, ofPaths, ofProtectedIndexes, ofPatterns].flatMap((of) =>
    of(project),
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
  return guard.ignore.map(({ migration, rule, index, reason, range }) => ({
    ...{ kind: 'suppression' as const, form: 'config' as const },
    ...{ file: guard.file, range, rule, reason, migration, index },
  }));
}

function ofRules({ source: { config }, configuration: { guard } }: ReplayedProject): Entries {
  if (!guard || !config) return [];
  return rules.flatMap((rule): Entries => {
    const setting = guard.severities.get(rule.id);
    const value = guard.severityRanges.get(rule.id);
    if (setting === undefined || !value || !isBelowUsual(rule, setting)) return [];
    const key = config.text.lastIndexOf(JSON.stringify(rule.id), value.start);
    const range = { start: key < 0 ? value.start : key, end: value.end };
    return [
      {
        ...{ kind: 'rule', rule: rule.id, setting, usual: worstUsual(rule) },
        ...{ file: guard.file, range, reason: commentBeside(config.text, range) },
      },
    ];
  });
}

/** What begins with `!` takes migrations back in. */
function ofPaths({ source: { config, migrations }, configuration: { guard } }: ReplayedProject): Entries {
  if (!guard || !config) return [];
  return guard.skippedPaths
    .filter(({ pattern }) => !pattern.startsWith('!'))
    .map(({ pattern, matches, range }) => ({
      ...{
        kind: 'path' as const,
        pattern,
        migrations: migrations.filter(({ file }) => matches(file)).length,
      },
      ...{ file: guard.file, range, reason: commentBeside(config.text, range) },
    }));
}

function ofProtectedIndexes({ configuration: { driftIgnore } }: ReplayedProject): Entries {
  if (!driftIgnore) return [];
  return driftIgnore.entries.map(({ name, table, description, range }) => ({
    ...{ kind: 'protected-index' as const, index: name, table },
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
