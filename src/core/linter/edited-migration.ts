import type { Author } from '../ledger/records';
import { authorOf, type MigrationText } from '../ledger/replay';
import { replaySteps, type MigrationContext, type Replayed } from './lint';
import { applyEdit, readEdit, toReading, type Edit, type Reading } from '../sql/reread';
import type { Script } from '../sql/statements';
import { readPart, type Step } from '../sql/steps';
import { untraceableIn } from '../sql/untraceable';

/** A migration that somebody edits, as it was judged last. It is used up by the next edit. */
export interface EditedMigration {
  readonly name: string;
  readonly file: string;
  readonly reading: Reading;
  readonly replayed: Replayed;
  /** Who wrote each step. */
  readonly authors: readonly Author[];
  /** How many steps stand before each statement that cannot be followed. */
  readonly untraceable: readonly number[];
}

/** What was read of a new text: all of it, or what an edit concerns. */
export interface NewText {
  readonly migration: MigrationText;
  readonly last: EditedMigration | undefined;
  readonly edit: Edit | undefined;
  readonly read: { readonly script: Script; readonly steps: readonly Step[] };
}

/**
 * Reads a migration's new text; with what it was judged as last, only what has changed.
 *
 * @param last is used up by `replayNewText`: two who work at the same time must not both have it
 */
export function readNewText(migration: MigrationText, last: EditedMigration | undefined): NewText {
  const isSame = last?.name === migration.name && last.file === migration.file;
  const edit = isSame ? readEdit(last.reading, migration.text) : undefined;
  return { migration, last: edit && last, edit, read: edit ?? readPart(migration.text) };
}

/**
 * Replays the new text. Where every step says what it said and has the same author, what it did was the same, and only the
 * positions are others; those have moved already, also in what was made of them.
 *
 * @param steps the ones that were read, or what stands for them
 */
export function replayNewText(
  { migration, last, edit, read }: NewText,
  context: Pick<MigrationContext, 'before' | 'grammar'>,
  steps: readonly Step[],
): EditedMigration {
  const { name, file, text } = migration;
  const reading = last && edit ? applyEdit(last.reading, edit, steps) : toReading(text, read.script, steps);
  const { script } = reading;
  const authors = reading.steps.map((step) => authorOf(text, script, step));
  const untraceable = untraceableIn(text, script, reading.steps).map(
    ({ index }) => reading.steps.filter(({ statement }) => statement.index < index).length,
  );
  const isSame =
    reading.steps === last?.reading.steps &&
    authors.every((author, at) => author === last.authors[at]) &&
    untraceable.join() === last.untraceable.join();
  const replayed = isSame ? last.replayed : replaySteps(migration, context, script, reading.steps);
  return { name, file, reading, replayed, authors, untraceable };
}
