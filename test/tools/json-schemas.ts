import * as z from 'zod/mini';
import { guardConfigFile } from '../../src/core/config/guard-config-schema';
import { driftIgnoreFile } from '../../src/core/protection/drift-ignore-schema';
import { reports } from '../../src/core/reports/all';

type JsonSchema = Record<string, unknown>;

/** VS Code's own keywords: what its JSON editor is to put up with. */
const tolerant = { allowComments: true, allowTrailingCommas: true };

function jsonSchema(schema: z.core.$ZodType, title: string): JsonSchema {
  return { ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }), title };
}

/** @param io `output` for a schema that knows all keys; without it keys may be added, as reports promise */
export function reportSchema(name: keyof typeof reports, io: 'input' | 'output' = 'input'): JsonSchema {
  const schema = z.toJSONSchema(reports[name], { target: 'draft-7', io, override: withoutSafeRange });
  return { ...schema, title: `What migration-guard ${name} prints as JSON` };
}

/** That an integer is one that JavaScript can count to, goes without saying. */
function withoutSafeRange({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}

export const reportNames = Object.keys(reports) as (keyof typeof reports)[];

/** All JSON Schemas, by file name in `schemas/`: of the files that teams write for us, and of the reports. */
export const jsonSchemas: Readonly<Record<string, JsonSchema>> = {
  'drift-ignore.schema.json': { ...jsonSchema(driftIgnoreFile, 'drift-ignore.json'), ...tolerant },
  'migration-guard.schema.json': { ...jsonSchema(guardConfigFile, 'migration-guard.json'), ...tolerant },
  ...Object.fromEntries(reportNames.map((name) => [`${name}-report.schema.json`, reportSchema(name)])),
};
