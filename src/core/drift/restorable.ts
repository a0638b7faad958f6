import type { FactDifference, SchemaDifference } from './schema-diff';

/**
 * By which name `restore` brings back what a database has otherwise: an index, and what one ALTER gives back to a trigger,
 * a constraint or a table. Undefined where it does not.
 */
export function restorableName({ kind, object, ...difference }: SchemaDifference): string | undefined {
  if (kind === 'unexpected') return undefined;
  const { type, table, name } = object;
  if (type === 'index') return name;
  const facts = 'facts' in difference ? difference.facts : [];
  if (facts.length === 0 || !facts.every(isLack)) return undefined;
  return table === null || table === name ? name : `${table}.${name}`;
}

/** Whether a database has less than the migrations say, and nothing else. */
function isLack({ fact, expected = '', actual = '' }: FactDifference): boolean {
  switch (fact) {
    case 'fires':
      return ['never', 'on replicas'].includes(actual) && ['', 'always'].includes(expected);
    case 'row security':
      return expected.startsWith(actual);
    case 'definition':
      return (
        actual === `${expected} NOT VALID` ||
        [' DEFERRABLE', ' DEFERRABLE INITIALLY DEFERRED'].some((waits) => expected === actual + waits)
      );
    default:
      return false;
  }
}
