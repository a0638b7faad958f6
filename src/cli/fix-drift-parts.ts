import { readFileSync } from 'node:fs';
import { environmentProject } from '../project/environments/project';
import { openProjects } from '../project/open-projects';
import { checksumOfBytes, sha256 } from '../project/sha256';
import { checkDrift } from '../workflows/check-drift';
import { askOn } from './ask';
import type { FixDriftDeps } from './commands/fix-drift-args';
import { connect } from './connect';
import { sharedWith } from './shared-with';
import { checkFile, replaceFile } from './write-file';

/** The real parts of fix-drift, but for the streams. */
export function fixDriftParts(cwd: string): Omit<FixDriftDeps, 'env' | 'stdout' | 'stderr'> {
  return {
    openProjects: (paths) => openProjects(paths, { cwd }),
    connect,
    checkDrift: (source, environment, database) => checkDrift(source, environment, database, { sha256 }),
    isLocal: (source, url) => url.isLocal(environmentProject(source).guard?.localHosts ?? []),
    sharedWith,
    checksumOfFile,
    replaceText: (file, before, text) => replaceFile(checkFile(file, before), text),
    ask: askOn(process.stdin, process.stderr, process.env),
    cwd,
  };
}

function checksumOfFile(file: string): string | undefined {
  try {
    return checksumOfBytes(readFileSync(file));
  } catch {
    return undefined;
  }
}
