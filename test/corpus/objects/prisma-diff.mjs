// What Prisma writes for an edit of the schema: `prisma migrate diff --script`, by Prisma's own engine.
import { createRequire } from 'node:module';
import { adapterFactory } from '../../tools/prisma-engine/databases.mjs';
import { loadEngine } from '../../tools/prisma-engine/load-engine.mjs';

const { openEmbedded } = createRequire(import.meta.url)('../../../dist/embedded.js');

let opening;

/** Both sides of a difference are schemas, but the engine asks a database for its version all the same: an empty one. */
async function open() {
  const { SchemaEngine } = await loadEngine();
  const url = await (await openEmbedded([])).serve();
  return SchemaEngine.new({}, () => undefined, adapterFactory({ url }, {}));
}

/** Version 7 refuses a schema that says where the database is, and the names of features that are none any more. */
const asVersion7 = (text) =>
  text
    .replace(/^[ \t]*(?:url|directUrl|shadowDatabaseUrl)[ \t]*=.*$/gm, '')
    .replace(/(\bpreviewFeatures\s*=\s*)\[([^\]]*)\]/g, (_, start, features) => {
      const known = ['"postgresqlExtensions"', '"views"'].filter((feature) => features.includes(feature));
      return `${start}[${known.join(', ')}]`;
    });

function datamodel(schema) {
  const files = schema.map(([path, content]) => ({ path, content: asVersion7(content) }));
  return { tag: 'schemaDatamodel', files };
}

/**
 * The script from one schema to another, each [path, text] per file.
 *
 * @param from undefined for an empty database
 * @throws where Prisma refuses a schema
 */
export async function diffSchemas(from, to) {
  opening ??= open();
  const { stdout } = await (
    await opening
  ).diff({
    from: from === undefined ? { tag: 'empty' } : datamodel(from),
    to: datamodel(to),
    script: true,
    shadowDatabaseUrl: null,
    exitCode: false,
    filters: { externalTables: [], externalEnums: [] },
  });
  return stdout;
}
