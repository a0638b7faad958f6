import type { IndexEvent } from '../ledger/events';
import { scan } from '../sql/scan';
import type { Range } from '../range';
import { findEntry, type DriftIgnore, type ProtectedEntry } from './drift-ignore';
import { patternText, type PatternTrial } from './patterns';

/** What the patterns of entries are tried with. */
export interface EntryTrial {
  /** The migration's text. */
  readonly text: string;
  readonly driftIgnore: DriftIgnore | undefined;
  readonly patterns: PatternTrial;
}

/** An operation's text for patterns; of the names that a DROP lists, only the one that is meant. */
function operationText(text: string, { step }: IndexEvent, name?: Range): string {
  const { start, end } = step.range;
  const { tokens } = scan(text.slice(start, end));
  const names = step.operation.kind === 'drop' ? step.operation.names.map(({ range }) => range) : [];
  const [first, last] = [names[0], names.at(-1)];
  const own =
    name && first && last && names.length > 1
      ? tokens.filter((token) => {
          const [from, to] = [token.start + start, token.end + start];
          return to <= first.start || from >= last.end || (from >= name.start && to <= name.end);
        })
      : tokens;
  return patternText(text.slice(start, end), own);
}

/** Whether the event's statement is one that the entry's createPattern matches. */
export function isMadeBy(event: IndexEvent, entry: ProtectedEntry, { text, patterns }: EntryTrial): boolean {
  return (
    entry.createPattern !== undefined && patterns.matches(entry.createPattern, operationText(text, event))
  );
}

function byDropPattern(
  event: IndexEvent,
  name: Range,
  { text, driftIgnore, patterns }: EntryTrial,
): ProtectedEntry | undefined {
  const candidates = driftIgnore?.entries.filter(({ dropPattern }) => dropPattern) ?? [];
  if (candidates.length === 0) return undefined;
  const sql = operationText(text, event, name);
  return candidates.find(({ dropPattern }) => dropPattern && patterns.matches(dropPattern, sql));
}

/**
 * The entry that stands for what an event drops or makes: by the index's name, else by the pattern of an entry that
 * matches the statement.
 */
export function entryOfEvent(event: IndexEvent, trial: EntryTrial): ProtectedEntry | undefined {
  const { driftIgnore } = trial;
  switch (event.kind) {
    case 'dropped':
      return findEntry(driftIgnore, event.index) ?? byDropPattern(event, event.name.range, trial);
    case 'unknown-drop': {
      const { schema = 'public', name, range } = event.name;
      return findEntry(driftIgnore, { schema, name }) ?? byDropPattern(event, range, trial);
    }
    case 'refused':
      return (
        findEntry(driftIgnore, event.existing) ??
        driftIgnore?.entries.find((entry) => isMadeBy(event, entry, trial))
      );
    default:
      return 'index' in event ? findEntry(driftIgnore, event.index) : undefined;
  }
}
