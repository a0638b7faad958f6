import { describeIndex, withArticle } from '../core/linter/change/describe-index';
import type { Finding, Severity } from '../core/linter/findings/finding';
import { readDefinition } from '../core/ledger/definition';
import { relationKey } from '../core/ledger/records';
import type { PlannedSql } from '../core/prisma8/planned-drops';
import type { SchemaFile } from '../core/prisma-schema/declarations';
import type { Range } from '../core/range';
import type { Grammar } from '../core/sql/grammar';
import { onOneLine } from '../core/sql/one-line';
import { assertNoMistakes } from './configuration';
import type { CatalogueReader } from './database';
import { locationOfTable, type Prediction, type PredictedFinding } from './predict';
import type { ReplayedProject } from './replayed-project';
import { undeclaredDrops, type UndeclaredDrop } from './undeclared-drops';

/** What is known of the database that would be changed. */
export interface UpdatedDatabase {
  readonly reader: CatalogueReader;
  /** The contract at which it is; undefined where that is not known. */
  readonly contract: readonly SchemaFile[] | undefined;
}

/**
 * Tells what `db update` would drop that no contract ever declared. Its own classes of operations are not relied on: later
 * versions do not ask before they drop an index.
 *
 * @throws HumanError for mistakes in the configuration, and where the database gives no answer
 */
export async function predictUpdate(
  project: ReplayedProject,
  planned: PlannedSql,
  { reader, contract }: UpdatedDatabase,
): Promise<Prediction> {
  assertNoMistakes(project.configuration);
  const { sql, unread } = planned;
  const { source } = project;
  const drops = await undeclaredDrops(project, planned, contract, reader);
  const grammar = await project.loadGrammar();
  const found = [
    ...drops.map((drop): Predicted => [findingOf(drop, grammar), drop]),
    ...unread.map((range): Predicted => [unreadFinding(sql, range), undefined]),
  ].sort(([one], [other]) => one.range.start - other.range.start);
  return {
    ...{ command: 'db update', from: 'database', sql, root: source.root },
    findings: found.map(([finding, drop]): PredictedFinding => ({
      finding,
      message: finding.message,
      location: drop?.table === undefined ? undefined : locationOfTable(project, drop.table, drop.schema),
    })),
    ...{ safeSql: sql, keptBack: [], broughtBack: [], isStanding: false, drops },
    texts: new Map(source.schema.map(({ file, text }) => [file, text])),
  };
}

/** With what it is about; undefined where that cannot be told. */
type Predicted = readonly [Finding, UndeclaredDrop | undefined];

const next = 'The next db update would';

function finding(rule: string, severity: Severity, range: Range, message: string, why: string): Finding {
  return {
    ...{ rule, severity, range, message, why, file: '(next)', state: 'draft', intent: 'generated' },
    ...{ fixes: [], related: [] },
  };
}

/** The rules of lint that say the same of a migration; what none of them speaks of has a word of its own. */
const rules: Readonly<Record<string, string>> = {
  index: 'drop-protected-index',
  constraint: 'drop-protected-constraint',
  policy: 'drop-row-level-security',
  'row level security': 'drop-row-level-security',
  column: 'drop-undeclared-column',
};

function findingOf(drop: UndeclaredDrop, grammar: Grammar): Finding {
  const { kind, name, range, madeIn, definition } = drop;
  const severity = kind === 'default' || kind === 'NOT NULL' ? 'warning' : 'error';
  const origin = madeIn === undefined ? 'No migration here makes it.' : `Made in ${madeIn}.`;
  const shown = definition === undefined || kind === 'column' ? '' : ` It is: ${onOneLine(definition)}.`;
  const why = `${origin} No contract declares it, and db update drops what the contract does not declare.${shown}`;
  const what = finding(
    rules[kind] ?? 'drop-undeclared',
    severity,
    range,
    `${next} ${takenAway(drop, grammar)}.`,
    why,
  );
  return kind === 'index' ? { ...what, index: name, loss: 'drop' } : what;
}

/** `drop idx, an hnsw index on notes.embedding` */
function takenAway(
  { kind, schema = 'public', table = '', name, definition = '' }: UndeclaredDrop,
  grammar: Grammar,
): string {
  switch (kind) {
    case 'index': {
      const read = definition === '' ? undefined : readDefinition(grammar, definition, []);
      const record = { table: relationKey(schema, table), constraint: undefined, columns: [] };
      return `drop ${name}${read ? `, ${describeIndex(record, read)}` : ', an index'}`;
    }
    case 'constraint':
      return `drop ${name}, ${withArticle(`${constraintKind(definition)}constraint`)} of ${table}`;
    case 'policy':
      return `drop ${name}, a policy of ${table}`;
    case 'row level security':
      return `disable row level security on ${table}`;
    case 'column':
      return `drop the column ${table}.${name}${definition === '' ? '' : ` (${onOneLine(definition)})`}, with all that is stored in it`;
    case 'default':
      return `drop the default of ${table}.${name}`;
    case 'NOT NULL':
      return `let ${table}.${name} be null`;
    case 'table':
      return name === '_prisma_migrations'
        ? 'drop the table _prisma_migrations, in which an earlier Prisma keeps what it has applied'
        : `drop the table ${name}, with all that is stored in it`;
    default:
      return `drop the ${kind} ${name}`;
  }
}

function constraintKind(definition: string): string {
  const word = /^(CHECK|UNIQUE|PRIMARY KEY|FOREIGN KEY|EXCLUDE)/.exec(definition)?.[1];
  if (word === undefined) return '';
  return `${word === 'CHECK' || word === 'UNIQUE' ? word : word.toLowerCase()} `;
}

function unreadFinding(sql: string, { start, end }: Range): Finding {
  const text = onOneLine(sql.slice(start, end));
  return finding(
    'unreadable-statement',
    'warning',
    { start, end },
    `${next} take something away that cannot be told here: ${text.length > 200 ? `${text.slice(0, 200)}…` : text}`,
    'Read it before you run db update.',
  );
}
