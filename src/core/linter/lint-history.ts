import { createStatementOf } from '../ledger/create-statement';
import { sameDefinition } from '../ledger/definition';
import { definitionOf } from '../ledger/definition-of';
import { Ledger } from '../ledger/ledger';
import type { IndexRecord } from '../ledger/records';
import { replayMigration, type MigrationText } from '../ledger/replay';
import { editedReports, editedSettledMigration } from './rules/edited-settled-migration';
import type { Base, ChangedMigration, HistoryChange } from './change/history-change';
import type { HistoryReport } from './findings/report';
import { definitionDifferences } from '../protection/live-state';
import { forgottenObjects, restoreBehind } from './change/lost-objects';
import { readBlock } from '../sql/read-block';
import { readScript } from '../sql/statements';
import { historyRules } from './rules/registry';
import { describeIndex } from './change/describe-index';
import type { FileReport } from './findings/file-report';
import type { Grammar } from '../sql/grammar';

/** A migration as it was at the base. */
interface CommittedText extends MigrationText {
  /** The path of its file there, from the repository's top. */
  readonly committedAs?: string | undefined;
}

/** Two states of one history. */
export interface Histories {
  readonly base: Base;
  /** Those of the base that are missing now or have another text, as they were. */
  readonly changed: readonly CommittedText[];
  /** The whole history as it is, in order. */
  readonly now: readonly MigrationText[];
  /** What it makes, and the names of the indexes that a statement of it takes away. */
  readonly ledgerNow: Ledger;
  readonly takenAway: ReadonlySet<string>;
  /** The same of objects that are no indexes; see `objectKey`. */
  readonly objectsTakenAway: ReadonlySet<string>;
  /** Names of the migrations at the base. */
  readonly atBase: ReadonlySet<string>;
  /** Whether an index was protected at the base. */
  readonly wasProtected: (index: IndexRecord) => boolean;
  /** The version of the project's own Prisma. */
  readonly version: string;
  /** Sorts names as it does. */
  readonly inOrder: (names: readonly string[]) => readonly string[];
}

function replayAll(migrations: readonly MigrationText[], grammar: Grammar): Ledger {
  const ledger = new Ledger();
  for (const migration of migrations) replayMigration(ledger, migration, grammar);
  return ledger;
}

/** The folder that it was in, from the repository's top. */
function withFolder(migration: CommittedText): MigrationText & { readonly folder: string } {
  return {
    ...migration,
    folder: migration.committedAs?.replace(/\/(?:migration\.sql|ops\.json)$/, '') ?? migration.name,
  };
}

/** The migrations that are gone with blocks that put statements together while they ran, and that no new migration has. */
function unknowableOf(pairs: readonly ChangedMigration[], added: readonly MigrationText[]): string[] {
  const gone = pairs.filter(({ now }) => now === undefined).map(({ before }) => before);
  return gone.flatMap(({ name, text }) => {
    const blocks = readScript(text).statements.filter(
      (statement) => statement.verb === 'do' && readBlock(text, statement).unfollowed.length > 0,
    );
    const isGone = blocks.some(({ start, contentEnd }) => {
      const own = text.slice(start, contentEnd);
      return !added.some((migration) => migration.text.includes(own));
    });
    return isGone ? [name] : [];
  });
}

function compare(histories: Histories, grammar: Grammar): HistoryChange {
  const { base, changed, now, ledgerNow, takenAway, atBase, wasProtected, inOrder, version } = histories;
  const byName = new Map(now.map((migration) => [migration.name, migration]));
  const added = now.filter(({ name }) => !atBase.has(name));
  const renamed = new Set<string>();
  const pairs = changed.map((before): ChangedMigration => {
    const same =
      byName.get(before.name) ?? added.find(({ text }) => text === before.text && text.trim() !== '');
    if (same && same.name !== before.name) renamed.add(same.name);
    return { before: withFolder(before), now: same };
  });
  const textsBefore = new Map([...now, ...changed].map((migration) => [migration.name, migration]));
  const history = inOrder([...atBase]).flatMap((name) => textsBefore.get(name) ?? []);
  const ledgerAtBase = replayAll(history, grammar);
  const forgotten = forgottenObjects(ledgerAtBase, ledgerNow, histories.objectsTakenAway);
  const names = { now: [...byName.keys()], before: [...atBase] };
  const behind = added.filter(({ name }) => !renamed.has(name));
  return {
    base,
    changed: pairs,
    added: behind,
    ledgerAtBase,
    ledgerNow,
    forgotten,
    unknowable: unknowableOf(pairs, behind),
    restoreBehind: (indexes) => {
      const lost = indexes.map((index) => {
        const sql = createStatementOf(index);
        return { id: index.id, statements: sql === undefined ? undefined : [sql] };
      });
      return restoreBehind(behind[0], [...lost, ...forgotten], names, version);
    },
    takenAway,
    wasProtected,
    describe: (index) => describeIndex(index, definitionOf(index, grammar)),
    createStatementOf,
    differencesNow: (index) => {
      const present = ledgerNow.index(index.schema, index.name);
      const [was, is] = [index, present].map((one) => one && definitionOf(one, grammar));
      return was && is ? definitionDifferences(was, is) : [];
    },
    sameNow: (index) => {
      const wanted = definitionOf(index, grammar);
      return ledgerNow.indexesOn(index.table).find((other) => {
        const own = definitionOf(other, grammar);
        return own && wanted && sameDefinition(own, wanted);
      });
    },
  };
}

/** Judges the edit of one settled migration, without a look at the rest of the history. */
export function lintEdit(base: Base, before: CommittedText, now: MigrationText): FileReport[] {
  return asNewWork(editedSettledMigration.id, editedReports({ before: withFolder(before), now }, base));
}

/** The edit is new work, so what is said of it counts like what is said of a draft. */
function asNewWork(rule: string, reports: readonly HistoryReport[]): FileReport[] {
  return reports.map((report) => ({ fixes: [], ...report, rule, state: 'draft' }));
}

/** Judges what became of the base's migrations. */
export function lintHistory(histories: Histories, grammar: Grammar): FileReport[] {
  if (histories.changed.length === 0) return [];
  const change = compare(histories, grammar);
  return historyRules.flatMap((rule) => asNewWork(rule.id, rule.check(change)));
}
