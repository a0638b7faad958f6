import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputResponse } from '@modelcontextprotocol/server';
import { pathInside, realPathIfThere } from '../../adapters/files/real-path';
import { HumanError } from '../../core/human-error';
import type { Root } from '../workspace';

/**
 * The folders whose projects may run, when the server starts: those that the person who starts it names, else where it is
 * started. Not the home folder, nor one that holds it: nobody trusts everything there.
 *
 * @throws HumanError for a folder that is not there
 */
export function trustedFolders(given: readonly string[], cwd: string): string[] {
  const folders = given.map((folder) => {
    const real = realPathIfThere(path.resolve(cwd, folder));
    if (real === undefined) throw new HumanError(`${folder}, which --root names, is not there.`);
    return real;
  });
  if (folders.length > 0) return folders;
  const here = realPathIfThere(cwd);
  const home = realPathIfThere(homedir());
  return here === undefined || (home !== undefined && pathInside(here, home) !== undefined) ? [] : [here];
}

/**
 * The folders that the client has open, as far as it has said so.
 *
 * @param carried what our own earlier answer to the same call carried: paths that came from the same client
 */
export function namedRoots(
  responses: Record<string, unknown> | undefined,
  carried: unknown,
): string[] | undefined {
  const view = inputResponse(responses, 'roots');
  if (view.kind === 'roots') return view.roots.flatMap(({ uri }) => folderOf(uri) ?? []);
  return typeof carried === 'string' ? carried.split('\n').filter((line) => line !== '') : undefined;
}

/** As it is carried along to the next round of the same call. */
export function carriedRoots(named: readonly string[]): string {
  return named.join('\n');
}

function folderOf(uri: string): string | undefined {
  try {
    return realPathIfThere(fileURLToPath(uri));
  } catch {
    return undefined;
  }
}

/**
 * Where the tools may look: the client's folders, each trusted where it lies in a trusted one; the trusted ones themselves
 * where the client names none.
 */
export function rootsFor(named: readonly string[] | undefined, trusted: readonly string[]): Root[] {
  if (named === undefined || named.length === 0) {
    return trusted.map((folder) => ({ folder, isTrusted: true }));
  }
  return [...new Set(named)].map((folder) => ({
    folder,
    isTrusted: trusted.some((one) => pathInside(one, folder) !== undefined),
  }));
}
