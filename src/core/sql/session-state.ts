import type { Range } from '../range';
import type { Cursor } from './cursor';
import { foldName } from './names';
import { statementCursor } from './statement-cursor';
import type { Script, Statement } from './statements';

/**
 * What a script leaves behind in its session that Prisma stumbles over when it writes its own row on the same connection.
 *
 * - search-path: `_prisma_migrations` is not found any more; `path` is empty where nothing is searched
 * - role: somebody else, to whom the table does not belong
 * - read-only: the next transaction may not write
 * - open-transaction: what was done, and the row, are undone when the connection ends
 */
export type LeftState =
  | { readonly kind: 'search-path'; readonly path: readonly string[]; readonly isCall: boolean }
  | { readonly kind: 'role'; readonly role: string; readonly isAuthorization: boolean }
  | { readonly kind: 'read-only' | 'open-transaction' };

/** `range` is that of the statement that leaves it. */
export type StateLeft = LeftState & { readonly range: Range };

type Setting = 'search_path' | 'role' | 'session_authorization' | 'default_transaction_read_only';

interface Value {
  /** Its words, without quotes; for names folded. */
  readonly words: readonly string[];
  readonly isCall: boolean;
  readonly statement: Statement;
}

/** The settings that are not as they were at the beginning. */
type Settings = ReadonlyMap<Setting, Value>;

/** One setting that a statement changes for the rest of the session; without words it goes back to what it was. */
interface Change {
  readonly setting: Setting;
  readonly words: readonly string[] | undefined;
  readonly isCall: boolean;
}

const settingsByName: ReadonlyMap<string, Setting> = new Map(
  (['search_path', 'role', 'session_authorization', 'default_transaction_read_only'] as const).map((name) => [
    name,
    name,
  ]),
);

/** RESET ALL leaves the other two as they are. */
const resetByAll: readonly Setting[] = ['search_path', 'default_transaction_read_only'];

/** What most scripts have none of. BEGIN by itself would be in every function. */
const patternOfInterest =
  /search_path|set_config|read[_\s]+only|\bset\s+(?:session\s+)?(?:role|schema|session)|(?:^|;)\s*begin\s*(?:;|(?:work|transaction|isolation|read|not|deferrable)\b)|\b(?:start\s+transaction|and\s+chain)\b/im;

/** Whether a script may leave something behind, told at a glance. */
export function mayLeaveState(text: string): boolean {
  return patternOfInterest.test(text);
}

/**
 * What a script leaves behind, in the order of its statements. Only its own statements are read: what blocks and functions
 * do is not known here. SET LOCAL, what is put back, and what a transaction of its own undoes, leave nothing.
 *
 * @param ownSchema that of Prisma's table: a path on which it stays does no harm
 */
export function sessionStateLeft(text: string, script: Script, ownSchema = 'public'): StateLeft[] {
  // Only statements are looked through: this is asked again with each keystroke, and most of a large script are others.
  const ofInterest = script.statements.filter(({ verb }) => verbsOfInterest.has(verb));
  if (!ofInterest.some(({ start, end }) => mayLeaveState(text.slice(start, end)))) return [];
  let kept: Settings = new Map();
  let now: Settings = kept;
  let opened: Statement | undefined;
  const savepoints = new Map<string, Settings>();
  for (const statement of ofInterest) {
    const cursor = statementCursor(text, statement);
    const control = readControl(cursor);
    switch (control?.kind) {
      case 'begin':
        opened ??= statement;
        break;
      case 'commit':
      case 'rollback':
        now = control.kind === 'rollback' ? kept : now;
        kept = now;
        opened = control.chain ? statement : undefined;
        break;
      case 'savepoint':
        savepoints.set(control.name, now);
        break;
      case 'back':
        now = savepoints.get(control.name) ?? now;
        break;
      default:
        now = withChanges(now, readChanges(cursor), statement);
    }
  }
  const left = [...now].flatMap(([setting, value]) => leftBy(setting, value, ownSchema));
  if (opened) left.push({ kind: 'open-transaction', range: rangeOf(opened) });
  return left.sort((a, b) => a.range.start - b.range.start);
}

const verbsOfInterest: ReadonlySet<string> = new Set([
  ...['set', 'reset', 'select', 'discard'],
  ...['begin', 'start', 'commit', 'end', 'rollback', 'abort', 'savepoint', 'prepare'],
]);

type Control =
  | { readonly kind: 'begin' }
  | { readonly kind: 'commit' | 'rollback'; readonly chain: boolean }
  | { readonly kind: 'savepoint' | 'back'; readonly name: string };

/** What a statement does to the transaction; undefined for all others. */
function readControl(cursor: Cursor): Control | undefined {
  if (cursor.take('begin') || cursor.take('start', 'transaction')) return { kind: 'begin' };
  if (cursor.take('prepare', 'transaction')) return { kind: 'commit', chain: false };
  if (cursor.take('savepoint')) return { kind: 'savepoint', name: cursor.identifier()?.name ?? '' };
  const verb = cursor.takeOneOf('commit', 'end', 'rollback', 'abort');
  if (verb === undefined || cursor.peek() === 'prepared') return undefined;
  cursor.takeOneOf('work', 'transaction');
  if (cursor.take('to')) {
    cursor.take('savepoint');
    return { kind: 'back', name: cursor.identifier()?.name ?? '' };
  }
  const kind = verb === 'commit' || verb === 'end' ? 'commit' : 'rollback';
  return { kind, chain: cursor.take('and', 'chain') };
}

/** What a statement changes for the rest of the session. */
function readChanges(cursor: Cursor): Change[] {
  if (cursor.take('set')) return readSet(cursor);
  if (cursor.take('discard', 'all')) return [...settingsByName.values()].map(reset);
  if (cursor.take('select')) return cursor.items().flatMap(readCall);
  if (!cursor.take('reset')) return [];
  if (cursor.take('all')) return resetByAll.map(reset);
  if (cursor.take('session', 'authorization')) return [reset('session_authorization')];
  const setting = settingsByName.get(cursor.identifier()?.name ?? '');
  return setting === undefined ? [] : [reset(setting)];
}

function reset(setting: Setting): Change {
  return { setting, words: undefined, isCall: false };
}

function readSet(cursor: Cursor): Change[] {
  if (cursor.take('session', 'characteristics', 'as', 'transaction')) return readCharacteristics(cursor);
  if (cursor.peek() === 'session' && cursor.peek(1) !== 'authorization') cursor.skip();
  const isSchema = cursor.take('schema');
  const setting = isSchema
    ? 'search_path'
    : cursor.take('session', 'authorization')
      ? 'session_authorization'
      : settingsByName.get(cursor.identifier()?.name ?? '');
  if (setting === undefined) return [];
  const isAssigned = cursor.takeOneOf('to', '=') !== undefined;
  // `SET ROLE x` and the like; of the others none goes without.
  if (!isAssigned && !isSchema && (setting === 'search_path' || setting === 'default_transaction_read_only'))
    return [];
  if (cursor.peek() === 'default') return [reset(setting)];
  const words = cursor.items().map((item) => item.string() ?? item.identifier()?.name ?? item.rest());
  return [{ setting, words, isCall: false }];
}

function readCharacteristics(cursor: Cursor): Change[] {
  const words = cursor.tokens.map(({ word }) => word).join(' ');
  const mode = /\bread (only|write)\b/.exec(words)?.[1];
  if (mode === undefined) return [];
  const value = mode === 'only' ? 'on' : 'off';
  return [{ setting: 'default_transaction_read_only', words: [value], isCall: false }];
}

/** `set_config('name', 'value', false)`, as pg_dump has it. */
function readCall(cursor: Cursor): Change[] {
  cursor.take('pg_catalog', '.');
  if (!cursor.take('set_config')) return [];
  const list = cursor.parenthesised();
  const setting = settingsByName.get(list?.string()?.toLowerCase() ?? '');
  if (!list || setting === undefined || !list.take(',')) return [];
  const value = list.string();
  if (value === undefined || !list.take(',') || !list.take('false')) return [];
  const words = setting === 'search_path' ? splitPath(value) : [value];
  return [{ setting, words, isCall: true }];
}

/** The names in a value of search_path, unquoted or folded. */
function splitPath(value: string): string[] {
  const names = value.match(/"(?:[^"]|"")*"|[^,\s]+/g) ?? [];
  return names.map((name) =>
    name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : foldName(name),
  );
}

function withChanges(settings: Settings, changes: readonly Change[], statement: Statement): Settings {
  if (changes.length === 0) return settings;
  const changed = new Map(settings);
  for (const { setting, words, isCall } of changes) {
    if (words === undefined) changed.delete(setting);
    else changed.set(setting, { words, isCall, statement });
    // Whoever the session belongs to now, its role is that one.
    if (setting === 'session_authorization') changed.delete('role');
  }
  return changed;
}

/** Names under which a session stays what it was, or becomes somebody who may do everything. */
const ownRoles: ReadonlySet<string> = new Set([
  ...['none', 'default', 'postgres', 'current_user', 'current_role', 'session_user', 'user'],
]);

function leftBy(setting: Setting, { words, isCall, statement }: Value, ownSchema: string): StateLeft[] {
  const range = rangeOf(statement);
  switch (setting) {
    case 'search_path': {
      const path = words.filter((name) => name !== '' && name !== '$user');
      return path.includes(ownSchema) ? [] : [{ kind: 'search-path', path, isCall, range }];
    }
    case 'role':
    case 'session_authorization': {
      const [role = ''] = words;
      const isAuthorization = setting === 'session_authorization';
      return ownRoles.has(role.toLowerCase()) ? [] : [{ kind: 'role', role, isAuthorization, range }];
    }
    case 'default_transaction_read_only':
      return isOn(words[0] ?? '') ? [{ kind: 'read-only', range }] : [];
  }
}

/** As PostgreSQL reads a switch: each word may be cut short. */
function isOn(word: string): boolean {
  return /^(?:on|t|tr|tru|true|y|ye|yes|1)$/i.test(word);
}

function rangeOf({ start, contentEnd }: Statement): Range {
  return { start, end: contentEnd };
}
