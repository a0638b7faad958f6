// npm run rules: writes what lists rules (tables of the docs, settings of package.json) from their metadata.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { ruleLists } = require('../../out/test/tools/rule-lists.js');
const top = fileURLToPath(new URL('../../', import.meta.url));

for (const [name, write] of Object.entries(ruleLists)) {
  const file = path.join(top, name);
  fs.writeFileSync(file, write(fs.readFileSync(file, 'utf8')));
}
