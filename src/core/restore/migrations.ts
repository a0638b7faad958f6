import { ownCommand, type CommandTarget } from '../command-target';
import { checkStatement, unlessThere } from './check-statement';
import { comment } from './comments';
import { isConstraint } from '../ledger/object-record';
import { wholeName } from '../protection/protected-object';
import type { ObjectPlan, Refusal, RestorePlan, RestoreStatement } from './plan';
import { createStatements, freeName, swapStatements } from './statements';
import { append } from '../append';

/** What the end of the project's history knows of an index. */
export interface HistoryFacts {
  /** Whether the history has it: then it is there wherever the migrations have run, save in this database. */
  readonly has: (index: string) => boolean;
  /** Whether it ever had it: then it went with a migration, wherever that has run. */
  readonly had: (index: string) => boolean;
  /** For the commands that are printed. */
  readonly target: CommandTarget;
  /** Whether the history has anything of that name. */
  readonly isTaken: (name: string) => boolean;
}

/** The texts of new migrations, in order, and what can be brought back in no migration. */
export interface MigrationTexts {
  readonly texts: readonly string[];
  readonly refused: readonly Refusal[];
}

/**
 * Writes plans as migrations. A migration runs on every database of the project, and on Prisma's shadow database, where
 * all may be well: so each is written to work there, too. What runs only outside a transaction stands alone in its
 * file; all else comes first, in one.
 */
export function restoreMigrations(
  { plans, objects }: { readonly plans: readonly RestorePlan[]; readonly objects: readonly ObjectPlan[] },
  history: HistoryFacts,
): MigrationTexts {
  const refused: Refusal[] = [];
  const together: string[] = [];
  const alone: string[] = [];
  for (const plan of plans) {
    const parts = partsOf(plan, history);
    if ('reason' in parts) {
      refused.push(parts);
      continue;
    }
    const head = headOf(plan);
    if (parts.some(({ isConcurrent }) => isConcurrent)) {
      append(
        alone,
        filesOf(parts).map((file) => textOf(head, file)),
      );
    } else {
      together.push(textOf(head, parts));
    }
  }
  const validations: string[] = [];
  for (const plan of objects) {
    const name = wholeName(plan.object);
    const statements = objectStatementsIn(plan);
    if (!statements) {
      refused.push({ name, state: 'missing', reason: onlyHere(name, history) });
      continue;
    }
    const head = [`${name} was ${plan.was} in a database. There:`, ...plan.locks].map(comment).join('\n');
    const parts = plainStatements(statements);
    if (parts.length > 0) together.push(textOf(head, parts));
    if (plan.validation !== undefined) validations.push(textOf(head, plainStatements([plan.validation])));
  }
  const oneFile = (parts: readonly string[]): string[] => (parts.length > 0 ? [parts.join('\n')] : []);
  // Rows are checked last: in one transaction with what adds the constraint, nobody could read the table meanwhile.
  return { texts: [...oneFile(together), ...alone, ...oneFile(validations)], refused };
}

/** As they run everywhere, also where it is there; undefined where that cannot be written. */
function objectStatementsIn({
  object: { kind, name },
  table,
  schema,
  statements,
  isRepeatable,
}: ObjectPlan): readonly string[] | undefined {
  if (isRepeatable || statements.length === 0) return statements;
  const catalogue = isConstraint({ kind }) ? 'constraint' : kind;
  if (!table || (catalogue !== 'constraint' && catalogue !== 'trigger' && catalogue !== 'policy'))
    return undefined;
  return [unlessThere(catalogue, { schema, table: table.name, name }, statements)];
}

function onlyHere(name: string, history: HistoryFacts): string {
  return `No migration makes it, and it may be there elsewhere. Print the SQL for this database instead: ${ownCommand('restore', history.target, name)}`;
}

function partsOf(plan: RestorePlan, history: HistoryFacts): RestoreStatement[] | Refusal {
  const { kind, index, table, statements } = plan;
  const { name, schema, create, definition } = index;
  switch (kind) {
    case 'create': {
      if (!create || (!history.has(name) && history.had(name))) return [...statements];
      const build = createStatements(create, table, name, { ifNotExists: true });
      if (!definition) return build;
      const check = checkStatement(schema, name, create.table, definition);
      return [...build, { sql: check, isConcurrent: false }];
    }
    case 'reindex':
      if (history.has(name)) return [...statements];
      return {
        name,
        state: 'invalid',
        reason: `No migration makes it, so a REINDEX would fail wherever it is not there. Print the SQL for this database instead: ${ownCommand('restore', history.target, name)}`,
      };
    case 'swap': {
      if (!create) return [...statements];
      const isTaken = (candidate: string): boolean => history.isTaken(candidate);
      const buildName = freeName(name, isTaken);
      return swapStatements(create, table, { schema, name, buildName, ifExists: !history.has(name) });
    }
  }
}

const whys = {
  create: 'was missing in a database',
  reindex: 'was invalid in a database',
  swap: 'was another index in a database',
} as const;

function headOf({ kind, index, locks }: RestorePlan): string {
  return [`${index.name} ${whys[kind]}. There:`, ...locks].map(comment).join('\n');
}

/** What stands alone, each by itself, and what follows it. */
function filesOf(parts: readonly RestoreStatement[]): RestoreStatement[][] {
  const plain = parts.filter(({ isConcurrent }) => !isConcurrent);
  const files = parts.filter(({ isConcurrent }) => isConcurrent).map((part) => [part]);
  return plain.length > 0 ? [...files, plain] : files;
}

function plainStatements(statements: readonly string[]): RestoreStatement[] {
  return statements.map((sql) => ({ sql, isConcurrent: false }));
}

function textOf(head: string, parts: readonly RestoreStatement[]): string {
  return `${head}\n${parts.map(({ sql }) => `${sql};\n`).join('')}`;
}
