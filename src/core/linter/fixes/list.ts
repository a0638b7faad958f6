import { appendChild, layoutOf } from '../../json/insert';
import { nodeAt, readJson } from '../../json/read';
import type { Edit } from '../../edits';
import { madeWords } from '../change/entry-words';
import type { Fix } from '../findings/finding';
import type { DriftIgnoreFile } from '../../protection/drift-ignore';
import type { IndexDefinition } from '../../ledger/definition';
import { relationName, type IndexRecord } from '../../ledger/records';

/** What is known of an index that is to be listed. */
export interface ListedIndex {
  readonly index: IndexRecord;
  readonly definition: IndexDefinition | undefined;
  /** `an ivfflat index on memories.embedding`. */
  readonly described: string;
  /** The statement that makes it, without a semicolon. */
  readonly sql: string | undefined;
}

/** An entry of drift-ignore.json, before it is written. */
export interface NewEntry {
  readonly schema: string;
  readonly name: string;
  readonly table: string;
  readonly definition: IndexDefinition | undefined;
  readonly description: string;
  /** The statement that makes it, without a semicolon. */
  readonly sql: string | undefined;
}

function typeOf(definition: IndexDefinition | undefined): string | undefined {
  if (!definition) return undefined;
  if (definition.predicate !== undefined) return 'partial';
  if (definition.keys.some(({ expression }) => expression !== undefined)) return 'expression';
  if (definition.include.length > 0) return 'covering';
  return definition.method;
}

/** What is said of an index that the history makes. */
export function entryOf({ index, definition, described, sql }: ListedIndex): NewEntry {
  return {
    ...{ schema: index.schema, name: index.name, table: relationName(index.table), definition, sql },
    description: madeWords(described, index.origin),
  };
}

function textOf({ schema, name, table, definition, description, sql }: NewEntry): string {
  const inSchema = (plain: string): string => (schema === 'public' ? plain : `${schema}.${plain}`);
  return JSON.stringify(
    {
      name: inSchema(name),
      table: inSchema(table),
      type: typeOf(definition),
      description,
      recreateSQL: sql === undefined ? undefined : `${sql.replace(/\s+$/, '')};`,
    },
    null,
    2,
  );
}

/** Edits that add the entry; undefined where the file's text is such that a person has to repair it first. */
export function listEdits(text: string | undefined, added: NewEntry): Edit[] | undefined {
  return addToList(text, 'protectedIndexes', [textOf(added)]);
}

/**
 * Edits that add entries to a list of drift-ignore.json, which is made where it is not there.
 *
 * @param entries their JSON, with two spaces a step
 */
export function addToList(
  text: string | undefined,
  key: 'protectedIndexes' | 'protectedObjects',
  entries: readonly string[],
): Edit[] | undefined {
  const added = entries.join(',\n');
  const list = `"${key}": [\n  ${added.split('\n').join('\n  ')}\n]`;
  if (text === undefined || /^\uFEFF?\s*$/.test(text)) {
    const newText = `{\n  ${list.split('\n').join('\n  ')}\n}\n`;
    return [{ range: { start: text?.startsWith('\uFEFF') ? 1 : 0, end: text?.length ?? 0 }, newText }];
  }
  const { root, problems } = readJson(text);
  if (root?.type !== 'object' || problems.length > 0) return undefined;
  const layout = layoutOf(text);
  const withSteps = (json: string): string =>
    json.replace(/^(?: {2})+/gm, (spaces) => layout.step.repeat(spaces.length / 2));
  const known = nodeAt(root, [key]);
  if (!known) return appendChild(text, root, withSteps(list), layout);
  return known.type === 'array' ? appendChild(text, known, withSteps(added), layout) : undefined;
}

/** Lists an index in drift-ignore.json, which is made if it is not there. */
export function listFix(listed: ListedIndex, { file, text }: DriftIgnoreFile): Fix | undefined {
  const edits = listEdits(text, entryOf(listed));
  return (
    edits && {
      kind: 'list',
      title: `List ${listed.index.name} in drift-ignore.json`,
      preferred: false,
      edits: [{ file, edits }],
    }
  );
}
