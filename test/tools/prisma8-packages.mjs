// Installs the packages of Prisma 8 that test/prisma8/packages/package-lock.json names, and the node that they need, unless they are
// there. Prints { modules, node } as JSON: the folder node_modules, and the program.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installOnce, npm } from './install-once.mjs';
import { installNode, otherNodes } from './other-node.mjs';

const packages = fileURLToPath(new URL('../prisma8/packages/', import.meta.url));

/** Of all that is installed: another content has another name, so that none is ever stale. */
function nameOf(folder) {
  const hash = createHash('sha256');
  for (const name of fs.readdirSync(folder, { recursive: true }).sort()) {
    const file = path.join(folder, name);
    if (fs.statSync(file).isFile()) hash.update(`${name}\0`).update(fs.readFileSync(file));
  }
  return `prisma-8-${hash.digest('hex').slice(0, 12)}`;
}

const node = await installNode(otherNodes.at(-1));
const home = await installOnce(nameOf(packages), async (site) => {
  fs.cpSync(packages, site, { recursive: true });
  fs.writeFileSync(path.join(site, 'prisma', 'node.txt'), node);
  await npm(site, 'ci');
});
console.log(JSON.stringify({ modules: path.join(home, 'node_modules'), node }));
