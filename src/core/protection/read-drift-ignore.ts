import { problemsOf, valueOf } from '../json/check';
import { elementsAt, type JsonNode, nodeAt, rangeOfNode, readJson } from '../json/read';
import type { DriftIgnore, IgnorePattern, ObjectEntry, ProtectedEntry } from './drift-ignore';
import { driftIgnoreFile, ignorePattern, protectedIndex, protectedObject } from './drift-ignore-schema';
import type { Pattern } from './patterns';

function patternAt(entry: JsonNode, key: string, path: string, source: string): Pattern {
  return { source, range: rangeOfNode(nodeAt(entry, [key]) ?? entry), path: `${path}.${key}` };
}

/**
 * The regular expression with each mention of the index as a whole word: `DROP INDEX.*users_name` means the index
 * users_name, and neither users_name_idx nor old_users_name. One that goes on by itself (`users_name\w*`) is left alone.
 */
function withWholeName(source: string, name: string): string {
  const own = name.slice(name.lastIndexOf('.') + 1);
  if (!/^\w+$/.test(own)) return source;
  const mention = new RegExp(`(?:(?<![\\w$\\\\])|(?<=\\\\[bsW]))${own}(?![\\w$*+?{[(]|\\\\w)`, 'g');
  return source.replace(mention, () => String.raw`(?<![\w$])${own}(?![\w$])`);
}

function readEntry(node: JsonNode, position: number): ProtectedEntry[] {
  const entry = valueOf(node, protectedIndex);
  if (!entry) return [];
  const { name, table, description, recreateSQL } = entry;
  const path = `protectedIndexes[${position}]`;
  const pattern = (key: 'dropPattern' | 'createPattern'): Pattern | undefined => {
    const source = entry[key];
    return source === undefined ? undefined : patternAt(node, key, path, withWholeName(source, name));
  };
  return [
    {
      name,
      table,
      description,
      recreateSQL,
      dropPattern: pattern('dropPattern'),
      createPattern: pattern('createPattern'),
      range: rangeOfNode(node),
    },
  ];
}

function readObject(node: JsonNode): ObjectEntry[] {
  const entry = valueOf(node, protectedObject);
  if (!entry) return [];
  const { kind, name, table, description, recreateSQL } = entry;
  return [{ kind, name, table, description, recreateSQL, range: rangeOfNode(node) }];
}

function readPattern(file: string, node: JsonNode, position: number): IgnorePattern[] {
  const entry = valueOf(node, ignorePattern);
  if (!entry) return [];
  const { pattern, reason, action = 'comment' } = entry;
  const path = `ignorePatterns[${position}]`;
  return [{ file, pattern: patternAt(node, 'pattern', path, pattern), reason, action }];
}

/**
 * Reads drift-ignore.json; comments and trailing commas are allowed. Never throws: what is wrong is reported, and the
 * entries that are right stand, so that a file that is half typed protects what it can.
 */
export function readDriftIgnore(file: string, text: string): DriftIgnore {
  const json = readJson(text);
  const list = nodeAt(json.root, ['protectedIndexes']);
  const objects = nodeAt(json.root, ['protectedObjects']);
  return {
    file,
    entriesRange: list && rangeOfNode(list),
    entries: elementsAt(json.root, ['protectedIndexes']).flatMap(readEntry),
    objectsRange: objects && rangeOfNode(objects),
    objects: elementsAt(json.root, ['protectedObjects']).flatMap(readObject),
    ignorePatterns: elementsAt(json.root, ['ignorePatterns']).flatMap((node, position) =>
      readPattern(file, node, position),
    ),
    problems: problemsOf(json, driftIgnoreFile),
  };
}
