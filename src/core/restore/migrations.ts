import { ownCommand, type CommandTarget } from '../command-target';
import { checkStatement } from './check-statement';
import { comment } from './comments';
import type { Refusal, RestorePlan, RestoreStatement } from './plan';
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
export function restoreMigrations(plans: readonly RestorePlan[], history: HistoryFacts): MigrationTexts {
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
  return { texts: [...(together.length > 0 ? [together.join('\n')] : []), ...alone], refused };
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

function textOf(head: string, parts: readonly RestoreStatement[]): string {
  return `${head}\n${parts.map(({ sql }) => `${sql};\n`).join('')}`;
}
