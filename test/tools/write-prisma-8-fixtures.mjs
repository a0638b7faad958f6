// npm run fixtures: makes test/fixtures/prisma8 again with the packages of Prisma 8.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { startPglite } = require('../../out/test/helpers/pglite-server.js');
const { makeFixtures } = require('../../out/test/tools/prisma-8-fixtures.js');
const top = fileURLToPath(new URL('../fixtures/prisma8/', import.meta.url));

const server = await startPglite();
const fixtures = await makeFixtures(server).finally(() => server.stop());
fs.rmSync(top, { recursive: true, force: true });
for (const [name, files] of Object.entries(fixtures)) {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(top, name, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }
}
