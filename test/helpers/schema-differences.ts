import type { SchemaDifference } from '../../src/core/drift/schema-diff';

/** Differences as lines: `different column User.name: type`. */
export function linesOf(differences: readonly SchemaDifference[]): string[] {
  return differences.map((difference) => {
    const { kind, object, parts } = difference;
    const { type, schema, table, name } = object;
    const names = [schema === 'public' ? undefined : schema, table === name ? undefined : table, name];
    const facts = kind === 'different' ? `: ${difference.facts.map(({ fact }) => fact).join(', ')}` : '';
    const more = parts.length > 0 ? ` (${parts.length} parts)` : '';
    const shownName = type === 'schema' ? name : names.filter((part) => part != null).join('.');
    return `${kind} ${type} ${shownName}${facts}${more}`;
  });
}
