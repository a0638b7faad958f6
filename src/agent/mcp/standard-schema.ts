import * as z from 'zod/mini';
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';

/** A schema as the SDK wants it: one that also gives itself as JSON Schema, which those of zod/mini do not by themselves. */
export function withJsonSchema(schema: z.ZodMiniType): StandardSchemaWithJSON {
  const asJson = (): Record<string, unknown> => z.toJSONSchema(schema);
  return { '~standard': { ...schema['~standard'], jsonSchema: { input: asJson, output: asJson } } };
}
