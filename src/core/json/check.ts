import { getNodeValue } from 'jsonc-parser';
import * as z from 'zod/mini';
import { didYouMean } from '../did-you-mean';
import { type JsonNode, type JsonText, nodeAt, rangeOfNode } from './read';
import type { Problem } from './problem';

type Path = readonly (string | number)[];

/** The value that a node stands for, if the schema takes it. */
export function valueOf<S extends z.core.$ZodType>(node: JsonNode, schema: S): z.output<S> | undefined {
  const checked = z.safeParse(schema, getNodeValue(node));
  return checked.success ? checked.data : undefined;
}

/**
 * What is wrong with a JSON file: its syntax, or else all that its schema does not take. Each sentence begins with the
 * path, such as `protectedIndexes[1].name`.
 */
export function problemsOf(json: JsonText, schema: z.core.$ZodType): Problem[] {
  const { root, problems } = json;
  if (!root || problems.length > 0) return [...problems];
  const checked = z.safeParse(schema, getNodeValue(root), { reportInput: true });
  return checked.success ? [] : checked.error.issues.flatMap((issue) => problemsOfIssue(issue, root, schema));
}

function problemsOfIssue(issue: z.core.$ZodIssue, root: JsonNode, schema: z.core.$ZodType): Problem[] {
  const path = issue.path.filter((segment) => typeof segment !== 'symbol');
  const node = nodeAt(root, path);
  const what = pathLabel(path);
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(path.reduce(partOf, schema));
    return issue.keys.map((key) => ({
      range: rangeOfNode((node && keyNode(node, key)) ?? root),
      message: `${pathLabel([...path, key])} is not known.${didYouMean(key, known) || ` Known here: ${known.join(', ')}.`}`,
    }));
  }
  if (!node) {
    const parent = nodeAt(root, path.slice(0, -1)) ?? root;
    const expected = issue.code === 'invalid_type' ? `; it must be ${typeLabel(issue.expected)}` : '';
    return [{ range: rangeOfNode(parent), message: `${what} is missing${expected}` }];
  }
  return [{ range: rangeOfNode(node), message: `${what} ${complaint(issue, node)}` }];
}

/** Completes a sentence that begins with the path. */
function complaint(issue: z.core.$ZodIssue, node: JsonNode): string {
  switch (issue.code) {
    case 'invalid_type':
      // A key that is known only so that it can be refused with its own sentence.
      if (issue.expected === 'never') return issue.message;
      return `must be ${typeLabel(issue.expected)}; it is ${typeLabel(node.type)}`;
    case 'too_small':
      return 'must not be empty';
    case 'invalid_value': {
      const values = issue.values.map(String);
      const given = String(getNodeValue(node));
      const meant = didYouMean(given, values);
      // A long list helps nobody where the word can be guessed.
      if (values.length > 5 && meant !== '') return `is not ${given}.${meant}`;
      const last = values.at(-1) ?? '';
      const choice = values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`;
      return `must be ${choice}; it is ${given}.${meant}`;
    }
    default:
      return issue.message;
  }
}

/** `the file`, or `protectedIndexes[1].name`. */
function pathLabel(path: Path): string {
  if (path.length === 0) return 'the file';
  return path
    .map((segment, depth) => {
      if (typeof segment === 'number') return `[${segment}]`;
      if (!/^[\w$-]+$/.test(segment)) return `[${JSON.stringify(segment)}]`;
      return depth === 0 ? segment : `.${segment}`;
    })
    .join('');
}

const types: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function typeLabel(type: string): string {
  return types[type] ?? type;
}

function keyNode(node: JsonNode, key: string): JsonNode | undefined {
  return node.children?.map(({ children }) => children?.[0]).find((name) => name?.value === key);
}

/** The schema of what stands under a key or position. */
function partOf(schema: z.core.$ZodType, segment: string | number): z.core.$ZodType {
  if (schema instanceof z.ZodMiniOptional) return partOf(schema.def.innerType, segment);
  if (schema instanceof z.ZodMiniArray) return schema.def.element;
  if (schema instanceof z.ZodMiniRecord) return schema.def.valueType;
  return schema instanceof z.ZodMiniObject ? (schema.def.shape[segment] ?? schema) : schema;
}

function keysOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodMiniOptional) return keysOf(schema.def.innerType);
  return schema instanceof z.ZodMiniObject
    ? Object.entries(schema.def.shape).flatMap(([key, part]) =>
        key.startsWith('$') || isRefused(part) ? [] : [key],
      )
    : [];
}

function isRefused(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodMiniOptional) return isRefused(schema.def.innerType);
  return schema instanceof z.ZodMiniNever;
}
