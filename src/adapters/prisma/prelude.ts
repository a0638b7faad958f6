import path from 'node:path';
import { HumanError } from '../../core/human-error';
import type { TextFile } from '../../workflows/lint-source';
import { environmentProject, type ProjectTexts } from '../environments/project';
import { readInitShadowDb } from '../project/prisma-config';
import { decodeText, readRegularFile, readText } from '../files/regular-file';

/** What runs before the migrations on a database that is made for them. */
export interface Prelude {
  readonly scripts: readonly TextFile[];
  /** A sentence on what could not be read without running the project's code. */
  readonly notices: readonly string[];
}

/**
 * Reads `migrations.initShadowDb` of the Prisma config, as text, and the file that migration-guard.json names as
 * `prelude`. No code of the project's is run.
 *
 * @throws HumanError for mistakes in migration-guard.json, and where the file cannot be read
 */
export function readPrelude(source: ProjectTexts): Prelude {
  const { root, configFile, guard } = environmentProject(source);
  const init = configFile === undefined ? undefined : readInitShadowDb(readText(configFile) ?? '');
  const scripts: TextFile[] = [];
  const notices: string[] = [];
  if (configFile !== undefined && init?.kind === 'text') scripts.push({ file: configFile, text: init.text });
  const named = guard?.prelude;
  if (named) scripts.push(readScript(path.resolve(path.dirname(named.namedBy), named.path), named.namedBy));
  else if (configFile !== undefined && init?.kind === 'unread') {
    const name = path.relative(root, configFile);
    notices.push(
      `${name}: initShadowDb is not plain text, and no code is run here. Name a SQL file as "prelude" in migration-guard.json.`,
    );
  }
  return { scripts, notices };
}

function readScript(file: string, config: string): TextFile {
  try {
    return { file, text: decodeText(readRegularFile(file)).replace(/^\uFEFF/, '') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HumanError(`${config} names a prelude that cannot be read: ${reason}. Correct the path.`, {
      cause: error,
    });
  }
}
