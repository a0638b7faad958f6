import fs from 'node:fs';
import { HumanError } from '../../core/human-error';
import { openProjects } from '../../adapters/project/open-projects';
import { readPrelude } from '../../adapters/project/prelude';
import { decodeText, readRegularFile } from '../../adapters/project/regular-file';
import { writeSchema } from '../../workflows/pglite-schema';
import { runPgliteSchema, type PgliteSchemaArgs } from '../commands/pglite-schema';
import { writeWhole } from '../write-file';
import type { Machine } from './machine';

/** `pglite-schema` on this machine. */
export function pgliteSchema(args: PgliteSchemaArgs, { cwd, env, stdout, stderr }: Machine): Promise<number> {
  return runPgliteSchema(args, {
    openProjects: (paths) => openProjects(paths, { cwd }),
    writeSchema: async (source, { progress, notice }) => {
      const { scripts: prelude, notices } = readPrelude(source);
      notices.forEach(notice);
      const { openEmbedded } = await import('../../adapters/embedded/open-embedded');
      return writeSchema(source, { openEmbedded, prelude, progress });
    },
    readText,
    writeText: writeWhole,
    ...{ cwd, env, stdout, stderr },
  });
}

function readText(file: string): string | undefined {
  if (!fs.existsSync(file)) return undefined;
  try {
    return decodeText(readRegularFile(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HumanError(`${file} cannot be read: ${reason}`, { cause: error });
  }
}
