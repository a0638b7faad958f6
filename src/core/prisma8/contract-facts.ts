/** What an emitted contract says of things that are neither indexes nor tables. */
export interface ContractFacts {
  /** Whether the column has a default. */
  readonly hasDefault: (schema: string | undefined, table: string, column: string) => boolean;
  /** Whether the column may not be null. */
  readonly hasNotNull: (schema: string | undefined, table: string, column: string) => boolean;
  readonly hasForeignKey: (schema: string | undefined, table: string, columns: readonly string[]) => boolean;
  /** Whether something of that name is declared by itself, such as an enum type. */
  readonly hasEntry: (schema: string | undefined, name: string) => boolean;
}

/** Reads an emitted contract; never throws: what cannot be read is not declared. */
export function readContractFacts(text: string): ContractFacts {
  const storage = at(parsed(text), 'storage');
  const entriesIn = (schema: string | undefined): unknown[] =>
    Object.entries(record(at(storage, 'namespaces')))
      // Tables of the connection's own schema stand under a name that is none.
      .filter(([id]) => schema === undefined || id === schema || id.startsWith('__'))
      .map(([, namespace]) => at(namespace, 'entries'));
  const tablesIn = (schema: string | undefined, table: string): unknown[] =>
    entriesIn(schema).map((entries) => at(at(entries, 'table'), table));
  return {
    hasDefault: (schema, table, column) =>
      tablesIn(schema, table).some((one) => at(at(at(one, 'columns'), column), 'default') !== undefined),
    hasNotNull: (schema, table, column) =>
      tablesIn(schema, table).some((one) => at(at(at(one, 'columns'), column), 'nullable') === false),
    hasForeignKey: (schema, table, columns) =>
      tablesIn(schema, table)
        .flatMap((one) => list(at(one, 'foreignKeys')))
        .some((key) => list(at(at(key, 'source'), 'columns')).join('\0') === columns.join('\0')),
    hasEntry: (schema, name) =>
      entriesIn(schema).some((entries) =>
        Object.values(record(entries)).some((kind) => Object.hasOwn(record(kind), name)),
      ),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function at(value: unknown, key: string): unknown {
  const object = record(value);
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
