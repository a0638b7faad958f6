/**
 * What an expression speaks of: its columns and constants, sorted, each once, whatever casts and operators PostgreSQL
 * writes them with (`IN` comes back as `= ANY (ARRAY[…])`, `s = 'a'` as `(s)::text = 'a'::text`).
 *
 * @param canonical an expression as IndexDefinition holds it: the JSON of a parse tree
 */
export function expressionParts(canonical: string): string[] {
  const parts = new Set<string>();
  collect(JSON.parse(canonical) as unknown, parts);
  return [...parts].sort();
}

function collect(node: unknown, parts: Set<string>): void {
  if (Array.isArray(node)) {
    for (const one of node) collect(one, parts);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node as Record<string, unknown>)) {
    // The type of a cast is not part of what is said.
    if (key === 'typeName') continue;
    if (key === 'ColumnRef') parts.add(`column ${textOf(value)}`);
    else if (key === 'A_Const') parts.add(`constant ${constantOf(value)}`);
    else collect(value, parts);
  }
}

/** With today's name it is a text; a tree where the name could not be told. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** PostgreSQL writes a negative number as a string with a cast. */
function constantOf(value: unknown): string {
  const leaf = leafOf(value);
  return leaf === undefined ? 'null' : String(leaf).replace(/^-/, '');
}

function leafOf(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const inner: unknown[] = Object.values(value);
  // The tree leaves zero and false out.
  return inner.length > 0 ? leafOf(inner[0]) : 0;
}
