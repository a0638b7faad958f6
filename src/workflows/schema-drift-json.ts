import { adviceFor } from './replay-advice';
import type { SchemaDriftJson } from '../core/reports/schema-drift';
import type { ExplainedDifference, SchemaDrift } from './schema-drift';

/** What `--schema` found, as docs/drift.md promises it. */
export function schemaDriftJson({
  failure,
  differences,
  replayed,
  tablesInPlace,
  adopting,
  completing,
}: SchemaDrift): SchemaDriftJson {
  return {
    replayed,
    tablesInPlace,
    failure: failure
      ? {
          migration: failure.migration.name,
          message: failure.message,
          missingExtension: failure.extension ?? null,
          advice: adviceFor(failure) ?? null,
        }
      : null,
    differences: differences.map(differenceJson),
    adopting,
    completing,
  };
}

function differenceJson({ difference, cause }: ExplainedDifference): SchemaDriftJson['differences'][number] {
  const { kind, object, parts } = difference;
  const { type, schema, table, name } = object;
  return {
    ...{ kind, type, schema, table, name },
    facts:
      kind === 'different'
        ? difference.facts.map(({ fact, expected, actual }) => ({
            ...{ fact, expected: expected ?? null, actual: actual ?? null },
          }))
        : [],
    parts: parts.map((part) => ({ type: part.type, name: part.name })),
    cause: { ...cause },
  };
}
