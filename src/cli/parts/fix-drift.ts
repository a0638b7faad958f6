import { readFileSync } from 'node:fs';
import { loadGrammar } from '../../core/sql/grammar';
import { environmentProject } from '../../adapters/environments/project';
import { openProjects } from '../../adapters/project/open-projects';
import { checksumOfBytes, sha256 } from '../../adapters/project/sha256';
import { checkDrift } from '../../workflows/check-drift';
import { planKeep } from '../../workflows/keep-indexes';
import { openEachOnce } from '../../workflows/replayed-project';
import { askAnswer } from '../ask';
import { runFixDrift } from '../commands/fix-drift';
import type { FixDriftArgs } from '../commands/fix-drift-args';
import { connect } from '../connect';
import { sharedWith } from '../shared-with';
import { checkFile, replaceFile } from '../write-file';
import type { Machine } from './machine';

/** `fix-drift` on this machine. */
export function fixDrift(args: FixDriftArgs, { cwd, env, stdout, stderr }: Machine): Promise<number> {
  const replayed = openEachOnce(loadGrammar);
  return runFixDrift(args, {
    openProjects: (paths) => openProjects(paths, { cwd }),
    connect,
    checkDrift: (source, environment, database) => checkDrift(source, environment, database, { sha256 }),
    planKeep: (source, report, name, database) => planKeep(() => replayed(source), report, name, database),
    isLocal: (source, url) => url.isLocal(environmentProject(source).guard?.localHosts ?? []),
    sharedWith,
    checksumOfFile,
    replaceText: (file, before, text) => replaceFile(checkFile(file, before), text),
    ask: askAnswer,
    ...{ cwd, env, stdout, stderr },
  });
}

function checksumOfFile(file: string): string | undefined {
  try {
    return checksumOfBytes(readFileSync(file));
  } catch {
    return undefined;
  }
}
