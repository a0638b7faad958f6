import { elementsAt, nodeAt, readJson, type JsonNode } from '../json/read';
import { headingOfOperation } from './operation-heading';
import { decodedString, OffsetMap } from './offset-map';
import type { Range } from '../range';

/** What an operation does to data, as Prisma 8 classes it. */
type OperationClass = 'additive' | 'widening' | 'destructive' | 'data';

/** One operation of an `ops.json`. */
export interface Operation8 {
  readonly id: string;
  readonly label: string;
  /** Undefined where the file names a class that is not known. */
  readonly operationClass: OperationClass | undefined;
  /** Whether Prisma first looks if what it makes is there already, and then leaves it out. */
  readonly isChecked: boolean;
  /** In the SQL of the file; UTF-16 offsets from 0. */
  readonly range: Range;
}

/** An `ops.json` as the SQL that it carries out. */
export interface OperationsFile {
  /** The statements in their order, each ended by a semicolon. */
  readonly sql: string;
  readonly operations: readonly Operation8[];
  /** Where in the file the SQL stands. */
  readonly places: OffsetMap;
  /** `postgres`, `mongo`, `sqlite`: what the operations say they are for; undefined where none does. */
  readonly target: string | undefined;
  /** Sentences on what could not be read, without the file's name. */
  readonly problems: readonly string[];
}

const classes: ReadonlySet<string> = new Set(['additive', 'widening', 'destructive', 'data']);

function isClass(word: string | undefined): word is OperationClass {
  return word !== undefined && classes.has(word);
}

/**
 * Reads an `ops.json`; never throws. What stands before a mistake in the JSON is still read.
 *
 * @param comments by the index of an operation, comments about it that stand elsewhere: they come before its SQL
 */
export function readOperations(
  text: string,
  comments: ReadonlyMap<number, readonly string[]> = new Map(),
): OperationsFile {
  const { root, problems: mistakes } = readJson(text);
  const problems = mistakes.map(({ message }) => message);
  if (root && root.type !== 'array') problems.push('it must be a list of operations');
  const sql = new SqlOfOperations(text);
  const operations: Operation8[] = [];
  let target: string | undefined;
  for (const [index, node] of elementsAt(root, []).entries()) {
    const operation = sql.add(node, comments.get(index));
    if (operation) operations.push(operation);
    else problems.push(`operation ${index + 1} has no id, or none of what it carries out can be read`);
    target ??= stringAt(node, ['target', 'id']);
  }
  return { sql: sql.text, operations, places: sql.places, target, problems };
}

/** Puts the statements of operations one behind the other. */
class SqlOfOperations {
  text = '';
  readonly places: OffsetMap;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    this.places = new OffsetMap(file.length);
  }

  /** @returns undefined where the operation is none, or its steps cannot be read */
  add(node: JsonNode, comments: readonly string[] = []): Operation8 | undefined {
    const id = stringAt(node, ['id']);
    const steps = nodeAt(node, ['execute']);
    // Those of other databases carry out something else.
    if (id === undefined || steps?.type !== 'array') return undefined;
    const start = this.text.length;
    const statements = elementsAt(node, ['execute']).map((step) => nodeAt(step, ['sql']));
    if (statements.some((statement) => statement?.type !== 'string')) return undefined;
    const [first] = statements;
    const heading = headingOfOperation(id, first ? String(first.value) : '');
    if (heading !== undefined) this.text += `-- ${heading}\n`;
    for (const comment of comments) this.text += `-- ${comment.replaceAll(/\s+/g, ' ')}\n`;
    for (const statement of statements) if (statement) this.#addStatement(statement);
    const label = stringAt(node, ['label']) ?? id;
    const operationClass = stringAt(node, ['operationClass']);
    return {
      ...{ id, label, range: { start, end: this.text.length } },
      isChecked: elementsAt(node, ['postcheck']).length > 0,
      operationClass: isClass(operationClass) ? operationClass : undefined,
    };
  }

  #addStatement(node: JsonNode): void {
    const { value, pieces } = decodedString(this.#file, node);
    for (const piece of pieces) this.places.add({ ...piece, at: this.text.length + piece.at });
    // A comment at the end of a statement must not take the semicolon along.
    this.text += `${value}\n;\n`;
  }
}

function stringAt(node: JsonNode, path: readonly string[]): string | undefined {
  const found = nodeAt(node, path);
  return found?.type === 'string' ? String(found.value) : undefined;
}
