// npm run schemas: writes schemas/*.schema.json from the types that check the files.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';

const require = createRequire(import.meta.url);
const { jsonSchemas } = require('../../out/test/tools/json-schemas.js');
const folder = fileURLToPath(new URL('../../schemas/', import.meta.url));

fs.mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas)) {
  const file = path.join(folder, name);
  const options = { ...(await prettier.resolveConfig(file)), filepath: file };
  fs.writeFileSync(file, await prettier.format(JSON.stringify(schema), options));
}
