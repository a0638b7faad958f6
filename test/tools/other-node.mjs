import fs from 'node:fs';
import path from 'node:path';
import { installOnce, npm } from './install-once.mjs';

const system = process.platform === 'win32' ? 'win' : process.platform;
const nodePackage = `node-${system}-${process.arch}`;

/** Those that the full run needs beside the node that it runs on. */
export const otherNodes = ['22.23.5', '24.21.0'];

/** Installs that node from npm unless it is there, and resolves to its program. */
export async function installNode(version) {
  const home = await installOnce(`node-${version}`, async (site) => {
    fs.writeFileSync(path.join(site, 'package.json'), '{ "private": true }\n');
    await npm(site, 'install', `${nodePackage}@${version}`);
    // Headers and documentation: more than half of it.
    for (const name of ['include', 'share']) {
      fs.rmSync(path.join(site, 'node_modules', nodePackage, name), { recursive: true, force: true });
    }
  });
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(home, 'node_modules', nodePackage, 'bin', program);
}
