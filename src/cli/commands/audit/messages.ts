import { kindName } from '../../../core/linter/change/object-words';
import type { AuditedEntry } from '../../../workflows/audit';
import { counted } from '../../../core/counted';

/** The headings, in the order of the report. */
export const headings: Readonly<Record<AuditedEntry['kind'], string>> = {
  suppression: 'Suppressions',
  rule: 'Rules that are off, or say less than usual',
  path: 'Skipped paths',
  'protected-index': 'Indexes that drift-ignore.json protects',
  'protected-object': 'What else drift-ignore.json protects',
  'ignore-pattern': 'Statements that drift-ignore.json ignores',
};

/** What an entry is about. */
export function titleOf(entry: AuditedEntry): string {
  switch (entry.kind) {
    case 'suppression': {
      const what = entry.index === undefined ? entry.rule : `${entry.rule} about ${entry.index}`;
      return `${what} in ${entry.migration}${entry.form === 'file-comment' ? ', in the whole file' : ''}`;
    }
    case 'rule':
      return `${entry.rule}: ${entry.setting} (usually ${entry.usual === undefined ? 'off' : `up to ${entry.usual}`})`;
    case 'path':
      return entry.migrations === 0
        ? entry.pattern
        : `${entry.pattern}, ${counted(entry.migrations, 'migration')}`;
    case 'protected-index':
      return entry.table === undefined ? entry.index : `${entry.index} on ${entry.table}`;
    case 'protected-object': {
      const onTable = entry.table === undefined || entry.table === entry.name ? '' : ` on ${entry.table}`;
      const of = entry.objectKind === 'row level security' ? ' of' : '';
      return `${kindName(entry.objectKind)}${of} ${entry.name}${onTable}`;
    }
    case 'ignore-pattern':
      return `${entry.pattern}${entry.action === 'remove' ? ', taken out by the fix' : ''}`;
  }
}

/** What is to be known of an entry beyond that, for whoever tidies up. */
export function remarkOf(entry: AuditedEntry): string | undefined {
  if (entry.kind === 'suppression' && entry.use === 'unused') return 'suppresses nothing any more';
  if (entry.kind === 'path' && entry.migrations === 0) return 'skips nothing any more';
  return undefined;
}
