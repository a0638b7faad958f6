import type { Finding } from '../core/linter/findings/finding';
import { definitionOf } from '../core/ledger/definition-of';
import type { Ledger } from '../core/ledger/ledger';
import { isTableObject, type ObjectRecord } from '../core/ledger/object-record';
import {
  relationKey,
  relationName,
  relationSchema,
  type IndexRecord,
  type RelationKey,
} from '../core/ledger/records';
import { describeIndex } from '../core/linter/change/describe-index';
import { objectNames } from '../core/linter/change/object-words';
import { findDeclared, findDeclaredTable } from '../core/prisma-schema/find-declared';
import { dangerOf } from '../core/protection/expressible';
import { protectedObjects } from '../core/protection/protected-object';
import {
  mayBeProtected,
  protectionOf,
  wantsFormerSchema,
  type ProtectionFacts,
} from '../core/protection/protection';
import { isLike } from '../core/guard/like';
import type { Grammar } from '../core/sql/grammar';
import type { GuardedProject, SqlLosses } from './guard';
import { judgingBy, type JudgingOptions } from './judging';
import { lintMigrations } from './lint-migrations';
import type { LintSource } from './lint-source';
import { textLinter } from './lint-text';
import { protectionFacts } from './protection-facts';
import { ReplayedProject } from './replayed-project';

/** No folder of this name can be there: Prisma's begin with a number. */
const next = { name: '(next)', file: '(next)' };

/** Says what commands would do to a project, from its files alone. Its history is replayed at the first question. */
export function guardedProject(
  source: LintSource,
  loadGrammar: () => Promise<Grammar>,
  options: JudgingOptions = {},
): GuardedProject {
  let opening: Promise<ReplayedProject> | undefined;
  const open = (): Promise<ReplayedProject> => (opening ??= ReplayedProject.open(source, loadGrammar));
  let findings: Promise<readonly Finding[]> | undefined;
  const ofDrafts = async (): Promise<readonly Finding[]> =>
    await (findings ??= accidentsOfDrafts(source, open, options));
  return {
    isPrisma8: source.prisma8 !== undefined,
    hasHistory: source.migrations.length > 0 || source.driftIgnore !== undefined,
    lostByDrafts: async () => (await ofDrafts()).map(phraseOf),
    wouldDrop: async () => await wouldDrop(await open()),
    mergedLike: async (wanted) => {
      const merged = await source.history?.settled();
      const names = source.migrations.map(({ name }) => name);
      return names.filter((name) => merged?.has(name) && isLike(name, wanted));
    },
    lostBy: async (sql) => {
      // What a draft takes by accident, the databases still have.
      const files = new Set((await ofDrafts()).map(({ file }) => file));
      const migrations = source.migrations.filter(({ file }) => !files.has(file));
      const before =
        files.size === 0 ? await open() : await ReplayedProject.open({ ...source, migrations }, loadGrammar);
      return await lostBy(before, sql, options);
    },
  };
}

/**
 * What migrations lose that are not merged yet, without anybody's will. Without git that may be any of them: only the newest
 * counts. The history is replayed only where there are some.
 */
async function accidentsOfDrafts(
  { migrations, history }: LintSource,
  open: () => Promise<ReplayedProject>,
  options: JudgingOptions,
): Promise<readonly Finding[]> {
  const merged = await history?.settled();
  const drafts = merged ? migrations.filter(({ name }) => !merged.has(name)) : migrations.slice(-1);
  if (drafts.length === 0) return [];
  const names = new Set(drafts.map(({ name }) => name));
  const findings = await lintMigrations(await open(), judgingBy(options), names);
  return findings.filter(
    ({ severity, suppressed, loss, objects = [] }) =>
      severity === 'error' && suppressed === undefined && (loss !== undefined || objects.length > 0),
  );
}

function phraseOf({ message }: Finding): string {
  return message.replace(/\.$/, '');
}

/**
 * What Prisma writes a DROP for each time, since the history makes it and the schema does not say it; and what goes along
 * with a table or column that the schema no longer has.
 */
async function wouldDrop(project: ReplayedProject): Promise<string[]> {
  const { declarations, replayed } = project;
  if (!declarations.isKnown) return [];
  const ledger = replayed.endLedger();
  const goes = (table: RelationKey, columns: readonly string[]): boolean =>
    goesAlong(table, columns, ledger, project);
  const undeclared = ledger
    .allIndexes()
    .filter((index) => isUndeclared(index, project) || goes(index.table, index.columns));
  const lostOf = async (indexes: readonly IndexRecord[]): Promise<string[]> => {
    const facts = await protectionFacts(project, indexes);
    return indexes
      .filter((index) => isMissed(index, facts, project))
      .filter((index) => goes(index.table, index.columns) || isDropped(index, facts))
      .map((index) => `${index.name}, ${describeIndex(index, definitionOf(index, facts.grammar))}`);
  };
  const { driftIgnore, ...known } = await protectionFacts(project, []);
  const objects = protectedObjects(ledger, driftIgnore, declarations)
    .filter(
      ({ record }) =>
        record &&
        isTableObject(record) &&
        (goes(record.table, record.columns) || isDroppedByUpdate(record, project)),
    )
    .map((object) => objectNames([object], true));
  // Git is asked only where nothing else tells: that takes longest, and one loss is enough. Prisma 8 needs no git.
  const wants = (index: IndexRecord): boolean =>
    project.source.prisma8 === undefined && wantsFormerSchema(index, { driftIgnore, ...known });
  const certain = await lostOf(undeclared.filter((index) => !wants(index)));
  const lost = [...certain, ...objects];
  return lost.length > 0 ? lost : await lostOf(undeclared.filter(wants));
}

/**
 * Whether somebody would miss an index that is dropped. By hand counts with Prisma 8 unless a contract is known that declared
 * it: none may be kept from then, and `db update` asks for none.
 */
function isMissed(index: IndexRecord, facts: ProtectionFacts, { source }: ReplayedProject): boolean {
  if (!mayBeProtected(index, facts)) return false;
  const isByHand = source.prisma8 !== undefined && index.named.author === 'hand';
  return (isByHand && facts.wasDeclared(index) !== true) || protectionOf(index, facts).isProtected;
}

/** Of what is undeclared, `db update` of Prisma 8 drops more than indexes. */
function isDroppedByUpdate({ kind, table }: ObjectRecord, project: ReplayedProject): boolean {
  const isCompared = kind === 'check' || kind === 'policy' || kind === 'row level security';
  return project.source.prisma8 !== undefined && isCompared && isManaged(table, project);
}

/** Whether the schema says nothing of an index that Prisma looks at. Prisma 8 drops unique constraints as it does indexes. */
function isUndeclared({ name, schema, table, constraint }: IndexRecord, project: ReplayedProject): boolean {
  const isDeclared = findDeclared(project.declarations, name, schema) !== undefined;
  const isDropped =
    constraint === undefined || (constraint === 'unique' && project.source.prisma8 !== undefined);
  return isDropped && !isDeclared && isManaged(table, project);
}

function isDropped(index: IndexRecord, { grammar, prisma }: ProtectionFacts): boolean {
  const definition = definitionOf(index, grammar);
  return definition !== undefined && dangerOf(definition, prisma, index.constraint) === 'drop';
}

/** Whether the schema no longer has the table, or one of the columns: then Prisma drops it with all that is on it. */
function goesAlong(
  table: RelationKey,
  columns: readonly string[],
  ledger: Ledger,
  project: ReplayedProject,
): boolean {
  if (ledger.relation(table)?.kind !== 'table' || !isManaged(table, project)) return false;
  const [schema, name] = [relationSchema(table), relationName(table)];
  // Tables of implicit relations are in no model.
  if (name.startsWith('_')) return false;
  const declared = findDeclaredTable(project.declarations, name, schema);
  return declared === undefined || columns.some((column) => !declared.fields.has(column));
}

/** Whether Prisma looks at the table's schema at all. */
function isManaged(table: RelationKey, { declarations }: ReplayedProject): boolean {
  const schema = relationSchema(table);
  return schema === 'public' || declarations.tables.some((one) => one.schema === schema);
}

/** What SQL would take away, as if it were the next migration. */
async function lostBy(project: ReplayedProject, text: string, options: JudgingOptions): Promise<SqlLosses> {
  const ledger = project.replayed.endLedger();
  const findings = await textLinter(project, judgingBy(options))({ ...next, text });
  const names = new Set(findings.flatMap(({ loss, index }) => (loss !== undefined && index) || []));
  const indexes = ledger.allIndexes().filter(({ name }) => names.has(name));
  const facts = await protectionFacts(project, indexes);
  const isProtected = new Set(
    indexes.filter((index) => protectionOf(index, facts).isProtected).map(({ name }) => name),
  );
  const lost = findings.filter(
    ({ index, loss, objects = [] }) =>
      objects.length > 0 || (loss !== undefined && index !== undefined && isProtected.has(index)),
  );
  const after = (await project.followedBy([{ ...next, text }])).replayed.endLedger();
  return {
    protected: [...new Set(lost.map(phraseOf))],
    tables: /\bdrop\b/i.test(text) ? goneTables(ledger, after) : [],
  };
}

/** Tables and columns that are gone. */
function goneTables(before: Ledger, after: Ledger): string[] {
  return before.allRelations().flatMap(({ kind, schema, name, columns }) => {
    if (kind !== 'table') return [];
    const now = after.relation(relationKey(schema, name));
    if (!now) return [name];
    return [...columns]
      .map(([column]) => column)
      .filter((column) => !now.columns.has(column))
      .map((column) => `${name}.${column}`);
  });
}
