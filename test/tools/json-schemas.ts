import * as z from 'zod/mini';
import { guardConfigFile } from '../../src/core/config/guard-config-schema';
import { driftIgnoreFile } from '../../src/core/protection/drift-ignore-schema';

/** VS Code's own keywords: what its JSON editor is to put up with. */
const tolerant = { allowComments: true, allowTrailingCommas: true };

function jsonSchema(schema: z.core.$ZodType, title: string): Record<string, unknown> {
  return {
    ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }),
    title,
    ...tolerant,
  };
}

/** The JSON Schemas of the files that teams write for us, by file name in `schemas/`. */
export const jsonSchemas: Readonly<Record<string, Record<string, unknown>>> = {
  'drift-ignore.schema.json': jsonSchema(driftIgnoreFile, 'drift-ignore.json'),
  'migration-guard.schema.json': jsonSchema(guardConfigFile, 'migration-guard.json'),
};
