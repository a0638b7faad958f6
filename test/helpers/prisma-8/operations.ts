/** An operation of a migration.ts in plain SQL. */
export interface RawOperation {
  readonly id: string;
  readonly sql: string;
  readonly operationClass?: 'additive' | 'destructive';
}

function sourceOf({ id, sql, operationClass = 'additive' }: RawOperation): string {
  const operation = {
    id,
    label: id,
    operationClass,
    target: { id: 'postgres' },
    precheck: [],
    execute: [{ description: id, sql, params: [] }],
    postcheck: [],
  };
  return `      rawSql(${JSON.stringify(operation)}),\n`;
}

/** The source of a migration with more operations at its end, as a person adds them. */
export function withOperations(source: string, operations: readonly RawOperation[]): string {
  return source
    .replace('return [];', 'return [\n    ];')
    .replace(/import \{([^}]*)\} from '@prisma\/orm-postgres\/migration';/, (text) =>
      text.includes('rawSql') ? text : text.replace('{', '{ rawSql,'),
    )
    .replace(/^ {4}\];$/m, `${operations.map(sourceOf).join('')}    ];`);
}
