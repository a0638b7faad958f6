import { readFileSync } from 'node:fs';
import path from 'node:path';
import { reportNames, reportSchema } from './json-schemas';

/** The keywords of JSON Schema that the reports use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema | readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const head = `// Written by npm run schemas, from src/core/reports and src/api/options.ts.

`;

const functions = `
/** What \`migration-guard lint --format json\` prints. Rejects with an Error that says in a sentence what is wrong. */
export function lint(options?: LintOptions): Promise<LintReport>;

/** What \`migration-guard status --json\` prints. Rejects with an Error that says in a sentence what is wrong. */
export function status(options?: StatusOptions): Promise<StatusReport>;
`;

/** types/index.d.ts: what the npm package exports, and the reports of all commands. */
export function reportTypes(): string {
  const options = readFileSync(path.join(__dirname, '../../../src/api/options.ts'), 'utf8');
  const types = new Map<string, Schema>();
  for (const name of reportNames) {
    const schema = reportSchema(name) as Schema;
    for (const [id, definition] of Object.entries(schema.definitions ?? {})) types.set(id, definition);
  }
  const declared = [...types].map(
    ([id, schema]) => `${comment(schema)}export type ${id} = ${typeOf(schema)};\n`,
  );
  return `${head}${options}${functions}\n${declared.join('\n')}`;
}

function comment({ description }: Schema): string {
  return description === undefined ? '' : `/** ${description} */\n`;
}

function typeOf(schema: Schema): string {
  const { $ref, anyOf, allOf, enum: values, properties, items, type } = schema;
  if ($ref !== undefined) return $ref.replace('#/definitions/', '');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (anyOf) return anyOf.map(typeOf).join(' | ');
  if (allOf) return allOf.map(typeOf).join(' & ');
  if (properties) return objectOf(schema);
  if (Array.isArray(type)) return type.map((one: string) => typeOf({ type: one })).join(' | ');
  switch (type) {
    case 'array':
      return Array.isArray(items)
        ? `[${items.map(typeOf).join(', ')}]`
        : `Array<${typeOf((items ?? {}) as Schema)}>`;
    case 'integer':
      return 'number';
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return type;
    default:
      throw new Error(`There is no type for ${JSON.stringify(schema)}.`);
  }
}

function objectOf({ properties = {}, required = [] }: Schema): string {
  const keys = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${comment(schema)}${name}${mark}: ${typeOf(schema)};`;
  });
  return `{\n${keys.join('\n')}\n}`;
}
