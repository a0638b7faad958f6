import { costOfLoss } from '../core/symbols/cost-of-loss';
import { indexMentions, type IndexMention } from '../core/symbols/index-mentions';
import { createStatementOf } from '../core/ledger/create-statement';
import { definitionOf } from '../core/ledger/definition-of';
import type { IndexEvent } from '../core/ledger/events';
import { relationName, type IndexRecord, type Origin } from '../core/ledger/records';
import { replayMigration } from '../core/ledger/replay';
import { nameOfEntry, type ProtectedEntry } from '../core/protection/drift-ignore';
import { protectionOf } from '../core/protection/protection';
import { describeIndex } from '../core/linter/change/describe-index';
import { listedOnly, provenance, whyUnseen } from '../core/linter/change/provenance';
import type { Range } from '../core/range';
import { readSteps, readWholeScript } from '../core/sql/steps';
import type { LintSource, MigrationFile } from './lint-source';
import { protectionFacts } from './protection-facts';
import type { ReplayedProject } from './replayed-project';

/** What there is to tell of an index, in plain sentences without line breaks. */
export interface IndexCard {
  readonly schema: string | undefined;
  readonly name: string;
  /** `an ivfflat index on memories.embedding that Prisma cannot see`; undefined where only its name is known. */
  readonly what: string | undefined;
  /** The statement that makes it as it is here, without a semicolon. */
  readonly sql: string | undefined;
  /** Where it was made; undefined where no migration makes it. */
  readonly origin: Origin | undefined;
  /** Where it comes from, and whether it is declared or listed. */
  readonly provenance: string;
  readonly isProtected: boolean;
  /** What goes wrong without it. */
  readonly cost: string | undefined;
}

/** A mention of an index somewhere in the history. */
interface IndexReference extends Pick<IndexMention, 'role' | 'range'> {
  readonly file: string;
}

/** Answers questions about the indexes that a migration names, also with a text that is not saved yet. */
export interface IndexSymbols {
  /** The index named at an offset (UTF-16 units from 0), if one is. */
  mentionAt(migration: MigrationFile, offset: number): IndexMention | undefined;
  cardOf(migration: MigrationFile, mention: IndexMention): Promise<IndexCard>;
  /** Where the index was made that a mention means; undefined where no migration makes it. */
  originOf(migration: MigrationFile, mention: IndexMention): Pick<Origin, 'file' | 'range'> | undefined;
  /** Every mention in the history of an index of this name, in order; of the migration as it is given. */
  referencesOf(migration: MigrationFile, mention: IndexMention): IndexReference[];
}

/** Reads the index symbols of a project that has been replayed. */
export async function openIndexSymbols(project: ReplayedProject): Promise<IndexSymbols> {
  const { source, replayed } = project;
  const grammar = await project.loadGrammar();
  const entries = project.configuration.driftIgnore?.entries ?? [];
  const known = knownNames(project, entries);

  const replayOf = remembering((migration: MigrationFile) => {
    const position = positionOf(source, migration);
    const before = replayed.ledgerBefore(position);
    const after = before.fork();
    const script = readWholeScript(migration.text);
    const events = replayMigration(after, migration, grammar, script);
    const made = new Set(events.flatMap((event) => (event.kind === 'created' ? event.index.name : [])));
    const steps = readSteps(migration.text, script);
    const mentions = indexMentions(migration.text, steps, (name) => known.has(name) || made.has(name));
    return { before, after, events, mentions };
  });

  const recordOf = (migration: MigrationFile, mention: IndexMention): IndexRecord | undefined => {
    const { before, after, events } = replayOf(migration);
    const here = events.flatMap(recordsIn).filter((record) => isNamed(record, mention));
    // A statement that makes it says which one is meant; elsewhere it is the one that was there before.
    const made = here.find((record) => contains(record.origin, migration.file, mention.range));
    return (
      made ??
      before.findIndex(mention) ??
      here[0] ??
      after.findIndex(mention) ??
      replayed.endLedger().findIndex(mention)
    );
  };

  return {
    mentionAt: (migration, offset) =>
      replayOf(migration).mentions.find(({ range }) => range.start <= offset && offset <= range.end),
    originOf: (migration, mention) => recordOf(migration, mention)?.origin,
    cardOf: async (migration, mention) => {
      const record = recordOf(migration, mention);
      const entry = entries.find((one) => nameOfEntry(one).name === mention.name);
      if (!record) return onlyListed(mention, entry);
      return cardOf(record, await protectionFacts(project, [record]));
    },
    referencesOf: (migration, mention) => {
      const others = source.migrations.some(({ file }) => file === migration.file)
        ? source.migrations.map((one) => (one.file === migration.file ? migration : one))
        : [...source.migrations, migration];
      return others.flatMap((one) => referencesIn(one, mention));
    },
  };
}

function cardOf(record: IndexRecord, facts: Awaited<ReturnType<typeof protectionFacts>>): IndexCard {
  const definition = definitionOf(record, facts.grammar);
  const protection = protectionOf(record, facts);
  const unseen = protection.isProtected ? whyUnseen(protection) : '';
  return {
    schema: record.schema,
    name: record.name,
    what: `${describeIndex(record, definition)}${unseen}`,
    sql: createStatementOf(record),
    origin: record.origin,
    provenance: provenance(record, protection),
    isProtected: protection.isProtected,
    cost: definition && costOfLoss(definition, relationName(record.table)),
  };
}

function onlyListed({ schema, name }: IndexMention, entry: ProtectedEntry | undefined): IndexCard {
  return {
    ...{ schema, name, what: undefined, origin: undefined, cost: undefined },
    sql: entry?.recreateSQL?.trim().replace(/;$/, ''),
    provenance: listedOnly(entry),
    isProtected: entry !== undefined,
  };
}

/** The names of all indexes that are or were: what is gone has left an event. */
function knownNames(
  { source, replayed }: ReplayedProject,
  entries: readonly ProtectedEntry[],
): ReadonlySet<string> {
  const names = new Set(entries.map((entry) => nameOfEntry(entry).name));
  for (const { name } of replayed.endLedger().allIndexes()) names.add(name);
  for (const position of source.migrations.keys()) {
    for (const { name } of replayed.eventsAt(position).flatMap(recordsIn)) names.add(name);
  }
  return names;
}

function recordsIn(event: IndexEvent): IndexRecord[] {
  switch (event.kind) {
    case 'renamed':
      return [event.before, event.after];
    case 'refused':
      return [event.attempt, event.existing];
    case 'created':
    case 'dropped':
    case 'cascaded':
    case 'rebuilt':
      return [event.index];
    default:
      return [];
  }
}

function referencesIn({ file, text }: MigrationFile, { schema, name }: IndexMention): IndexReference[] {
  // Most migrations do not hold the name, and to read one takes longer than to search it.
  if (!text.toLowerCase().includes(name.toLowerCase())) return [];
  const steps = readSteps(text, readWholeScript(text));
  return indexMentions(text, steps, (other) => other === name)
    .filter((mention) => mention.name === name && (mention.schema ?? schema) === (schema ?? mention.schema))
    .map(({ role, range }) => ({ role, range, file }));
}

function isNamed(record: IndexRecord, { schema, name }: IndexMention): boolean {
  return record.name === name && (schema === undefined || record.schema === schema);
}

function contains(origin: Origin, file: string, { start, end }: Range): boolean {
  return origin.file === file && origin.range.start <= start && end <= origin.range.end;
}

function positionOf({ migrations }: LintSource, { name }: MigrationFile): number {
  const known = migrations.findIndex((migration) => migration.name === name);
  return known < 0 ? migrations.length : known;
}

/** Keeps the last answer: an editor asks several questions of one text. */
function remembering<T>(ask: (migration: MigrationFile) => T): (migration: MigrationFile) => T {
  let last: { readonly migration: MigrationFile; readonly answer: T } | undefined;
  return (migration) => {
    if (last?.migration.file !== migration.file || last.migration.text !== migration.text) {
      last = { migration, answer: ask(migration) };
    }
    return last.answer;
  };
}
