import { findNodeAtLocation, getNodeValue, parseTree, type Node as JsonNode } from 'jsonc-parser';
import type { Range } from '../finding';

/** One entry of `protectedIndexes`. */
export interface ProtectedEntry {
  /** As written; may carry a schema (`public.idx`). */
  readonly name: string;
  readonly table: string | undefined;
  readonly description: string | undefined;
  readonly recreateSQL: string | undefined;
  readonly range: Range;
}

/** What drift-ignore.json says. */
export interface DriftIgnore {
  readonly file: string;
  readonly entries: readonly ProtectedEntry[];
}

function textOf(node: JsonNode, key: string): string | undefined {
  const found = findNodeAtLocation(node, [key]);
  const value: unknown = found && getNodeValue(found);
  return typeof value === 'string' ? value : undefined;
}

/** Reads drift-ignore.json; comments and trailing commas are allowed, and entries that are half typed are left out. */
export function readDriftIgnore(file: string, text: string): DriftIgnore {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const list = root && findNodeAtLocation(root, ['protectedIndexes']);
  const entries = (list?.children ?? []).flatMap((node): ProtectedEntry[] => {
    if (node.type !== 'object') return [];
    const name = textOf(node, 'name');
    if (name === undefined || name === '') return [];
    return [
      {
        name,
        table: textOf(node, 'table'),
        description: textOf(node, 'description'),
        recreateSQL: textOf(node, 'recreateSQL'),
        range: { start: node.offset, end: node.offset + node.length },
      },
    ];
  });
  return { file, entries };
}

/** The entry for an index; a name or table without a schema means any schema. */
export function findEntry(
  ignore: DriftIgnore | undefined,
  index: { readonly schema: string; readonly name: string },
): ProtectedEntry | undefined {
  return ignore?.entries.find(
    (entry) => entry.name === index.name || entry.name === `${index.schema}.${index.name}`,
  );
}
