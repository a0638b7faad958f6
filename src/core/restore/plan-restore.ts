import { ownCommand, type CommandTarget } from '../command-target';
import type { CatalogueIndex } from '../database/catalogue';
import type { CatalogueTable, RelationName } from '../database/tables';
import { readDefinition, type IndexDefinition } from '../ledger/definition';
import { readCreateIndex, type CreateIndexText } from '../ledger/create-index-text';
import type { ProtectedIndexStatus } from '../protection/live-state';
import type { Grammar } from '../sql/grammar';
import { duplicatesQuery } from './duplicates';
import { locksOf } from './locks';
import type { Refusal, RestorePlan } from './plan';
import { createStatements, freeName, reindexStatements, swapStatements } from './statements';
import { sizeLabel } from './table-size';

/** What a plan is made from, besides the index. */
export interface RestoreFacts {
  readonly grammar: Grammar;
  readonly tables: readonly CatalogueTable[];
  readonly relations: readonly RelationName[];
  /** The connection's own schema. */
  readonly ownSchema: string;
  /** The migration that makes the index but has not been applied to this database. */
  readonly pendingIn: string | undefined;
  /** Whether others use the database, who must not wait. */
  readonly isShared: boolean;
  /** Who took the index away, a sentence; undefined where that does not matter. */
  readonly takenAway?: string | undefined;
  /** For the commands that are printed. */
  readonly target: CommandTarget;
  /** Whether the person has named the index whose imposter is to be dropped, and said yes to that. */
  readonly mayDrop: boolean;
}

/** Plans how to bring an index back that is missing, invalid or different; or says why that cannot be done so. */
export function planRestore(status: ProtectedIndexStatus, facts: RestoreFacts): RestorePlan | Refusal {
  const { state, index } = status;
  if (state === 'present') throw new Error(`${index.name} is present`);
  const refuse = (reason: string): Refusal => ({ name: index.name, state, reason });
  if (status.editedIn !== undefined) {
    return refuse(editedReason(status.editedIn, 'the index', facts));
  }
  if (state === 'invalid') return planReindex(status, facts, refuse);
  if (facts.pendingIn !== undefined) {
    return refuse(
      `${facts.pendingIn}, which makes it, has not been applied to this database yet. Apply the migrations first.`,
    );
  }
  const create = createTextOf(status, refuse);
  if (create === undefined || 'reason' in create) return create ?? refuse(nothingKnown(index.name));
  const table = tableOf(create, facts);
  if (!table) {
    return refuse(
      `Its table ${create.table.name} is not in this database. Apply the migrations first, or correct drift-ignore.json.`,
    );
  }
  return state === 'different'
    ? planSwap(status, table, create, facts, refuse)
    : planCreate(status, table, create, facts, refuse);
}

/** Why something different is left alone, whose migration was changed after it was applied. */
export function editedReason(
  migration: string,
  what: string,
  facts: { readonly target: CommandTarget },
): string {
  return `${migration}, which makes it, was changed after it was applied, and nobody knows how it was then: ${what} may be right. Look first: ${ownCommand('check-drift', facts.target)}`;
}

type Refuse = (reason: string) => Refusal;

function nothingKnown(name: string): string {
  return `Nothing says how to make it: no migration does, and its entry in drift-ignore.json has no recreateSQL. Give ${name} one there.`;
}

/** What makes the index, known to make this one and nothing else. */
function createTextOf(
  { index }: ProtectedIndexStatus,
  refuse: Refuse,
): CreateIndexText | Refusal | undefined {
  if (index.createStatement === undefined) return undefined;
  if (index.record?.constraint !== undefined) {
    return refuse(
      `It belongs to a constraint, which has to be made again by hand: ${index.createStatement};`,
    );
  }
  const create = readCreateIndex(index.createStatement);
  if (!create) {
    return refuse(
      'The recreateSQL of its entry in drift-ignore.json is not one CREATE INDEX statement. Correct it.',
    );
  }
  if (create.name !== undefined && create.name !== index.name) {
    return refuse(
      `The recreateSQL of its entry in drift-ignore.json makes another index, ${create.name}. Correct it.`,
    );
  }
  return create;
}

function tableOf(
  { table }: CreateIndexText,
  { tables, ownSchema }: RestoreFacts,
): CatalogueTable | undefined {
  const named = tables.filter(({ name }) => name === table.name);
  return named.find(({ schema }) => schema === (table.schema ?? ownSchema));
}

/** The schema to write before a name. */
function written(schema: string, { ownSchema }: RestoreFacts): string | undefined {
  return schema === ownSchema ? undefined : schema;
}

function planCreate(
  { index }: ProtectedIndexStatus,
  table: CatalogueTable,
  create: CreateIndexText,
  facts: RestoreFacts,
  refuse: Refuse,
): RestorePlan | Refusal {
  const { name } = index;
  const other = facts.relations.find((one) => one.schema === table.schema && one.name === name);
  if (other) {
    const kind = `${/^[aeiou]/.test(other.kind) ? 'an' : 'a'} ${other.kind}`;
    return refuse(`Its name belongs to ${kind} in ${table.schema}. Rename one of them.`);
  }
  const { isShared } = facts;
  const statements = createStatements(create, table, name, { isShared });
  const schema = written(table.schema, facts);
  const definition = definitionIn(index.createStatement, facts);
  return {
    ...{ kind: 'create', table, statements, locks: locksOf('create', statements, table) },
    index: { schema, name, definition, create },
    notes: [...(facts.takenAway === undefined ? [] : [facts.takenAway]), ...notesOnBuild(definition, table)],
  };
}

function planSwap(
  { index, live, differences }: ProtectedIndexStatus,
  table: CatalogueTable,
  create: CreateIndexText,
  facts: RestoreFacts,
  refuse: Refuse,
): RestorePlan | Refusal {
  const { name } = index;
  if (live?.isOfConstraint) {
    return refuse(
      'The index of that name belongs to a constraint, which no DROP INDEX takes away. Rename or drop the constraint first.',
    );
  }
  if (live && live.schema !== table.schema) {
    return refuse(`The index of that name is in ${live.schema}, its table in ${table.schema}.`);
  }
  if (!facts.mayDrop) {
    return refuse(
      `Another index has its name (${differences.join(', ')}), and would be dropped. If that is right: ${ownCommand('restore', facts.target, name, '--confirm-drop', name)}`,
    );
  }
  const buildName = freeName(name, (candidate) =>
    facts.relations.some((one) => one.schema === table.schema && one.name === candidate),
  );
  const schema = written(table.schema, facts);
  const statements = swapStatements(create, table, {
    ...{ schema, name, buildName, isShared: facts.isShared },
  });
  const definition = definitionIn(index.createStatement, facts);
  return {
    ...{ kind: 'swap', table, statements, locks: locksOf('swap', statements, table) },
    index: { schema, name, definition, create },
    notes: [`What is dropped: ${live?.definition ?? name}`, ...notesOnBuild(definition, table)],
  };
}

function planReindex(
  { live }: ProtectedIndexStatus,
  facts: RestoreFacts,
  refuse: Refuse,
): RestorePlan | Refusal {
  const table = facts.tables.find(({ schema, name }) => schema === live?.schema && name === live.table);
  if (!live || !table) return refuse('Its table cannot be found.');
  if (table.kind === 'partitioned table') {
    return refuse(
      'It is valid when each partition has an index of its own that is attached to it: ALTER INDEX … ATTACH PARTITION. REINDEX does not help.',
    );
  }
  const schema = written(live.schema, facts);
  const statements = reindexStatements(schema, live.name);
  const definition = readDefinition(facts.grammar, live.definition, []);
  return {
    ...{ kind: 'reindex', table, statements, locks: locksOf('reindex', statements, table) },
    index: { schema, name: live.name, definition, create: undefined },
    notes: [
      ...(definition?.unique ? [noteOnDuplicates(live, definition, table)] : []),
      ...leftovers(live, facts).map(
        (name) =>
          `${name} is left over from a REINDEX that was interrupted. No query uses it, and it can be dropped.`,
      ),
    ],
  };
}

function noteOnDuplicates(live: CatalogueIndex, definition: IndexDefinition, table: CatalogueTable): string {
  const query = duplicatesQuery(live.definition, definition, table);
  const find = query === undefined ? 'Look for rows with the same keys first.' : `This finds them: ${query}`;
  return `It is unique. If rows with the same keys are in the way, REINDEX fails as the build did, and leaves another invalid index, ${live.name}_ccnew. ${find}`;
}

/** What a REINDEX CONCURRENTLY of the index has left behind: PostgreSQL names it so. */
function leftovers({ schema, name }: CatalogueIndex, { relations }: RestoreFacts): string[] {
  return relations
    .filter((one) => one.schema === schema && one.name.startsWith(name))
    .filter((one) => /^_cc(?:new|old)\d*$/.test(one.name.slice(name.length)))
    .map((one) => one.name);
}

function definitionIn(sql: string | undefined, { grammar }: RestoreFacts): IndexDefinition | undefined {
  return sql === undefined ? undefined : readDefinition(grammar, sql, []);
}

/** What the size of the table means for the index itself. */
function notesOnBuild(definition: IndexDefinition | undefined, table: CatalogueTable): string[] {
  const notes: string[] = [];
  if (definition?.method === 'ivfflat' && table.estimatedRows === 0) {
    notes.push(
      `${table.name} has ${sizeLabel(table)}: an ivfflat index that is built now chooses its lists without them. Build it again when there are some.`,
    );
  }
  if (definition?.unique) {
    notes.push(
      'It is unique: where rows are in the way, it cannot be built, and CONCURRENTLY leaves an invalid index.',
    );
  }
  return notes;
}
