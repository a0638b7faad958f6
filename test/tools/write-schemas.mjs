// npm run schemas: writes schemas/*.schema.json from the types that check the files and describe the reports, and from the
// same types/index.d.ts, and what package.json says of the tools for coding agents.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';

const require = createRequire(import.meta.url);
const { jsonSchemas } = require('../../out/test/tools/json-schemas.js');
const { languageModelTools } = require('../../out/test/tools/agent-tool-manifest.js');
const { reportTypes } = require('../../out/test/tools/report-types.js');
const top = fileURLToPath(new URL('../../', import.meta.url));

async function write(name, text) {
  const file = path.join(top, name);
  const options = { ...(await prettier.resolveConfig(file)), filepath: file };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, await prettier.format(text, options));
}

for (const [name, schema] of Object.entries(jsonSchemas)) {
  await write(`schemas/${name}`, JSON.stringify(schema));
}
await write('types/index.d.ts', reportTypes());

const manifest = JSON.parse(fs.readFileSync(path.join(top, 'package.json'), 'utf8'));
manifest.contributes.languageModelTools = languageModelTools();
await write('package.json', JSON.stringify(manifest));
