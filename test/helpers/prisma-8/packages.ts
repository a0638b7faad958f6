import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';

const top = path.join(__dirname, '../../../..');
const described = z.object({ modules: z.string(), node: z.string() });

let packages: z.infer<typeof described> | undefined;

/**
 * The packages of Prisma 8 as npm has them, as a folder `node_modules`, and the program of a node that runs them. They
 * are installed by whoever asks first, in about 15 seconds: only the full run does.
 */
export function prisma8Packages(): z.infer<typeof described> {
  packages ??= described.parse(
    JSON.parse(
      execFileSync(process.execPath, ['test/tools/prisma8-packages.mjs'], { cwd: top, encoding: 'utf8' }),
    ),
  );
  return packages;
}
