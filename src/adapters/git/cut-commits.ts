import path from 'node:path';
import { readText } from '../files/regular-file';
import { commonFolder } from './git-folders';

/**
 * The commits at which git's own account of a history ends though they have parents: the edge of a shallow clone, and
 * those that a graft gives other parents. At such a commit a log says of every file that it came in there.
 */
export function cutCommits(top: string): ReadonlyMap<string, 'shallow' | 'graft'> {
  const folder = commonFolder(top);
  const cuts = new Map<string, 'shallow' | 'graft'>();
  for (const [id] of lines(path.join(folder, 'info', 'grafts'))) cuts.set(id, 'graft');
  for (const [id] of lines(path.join(folder, 'shallow'))) cuts.set(id, 'shallow');
  return cuts;
}

function lines(file: string): [id: string][] {
  const text = readText(file) ?? '';
  return Array.from(text.matchAll(/^([0-9a-f]{40,64})(?=\s|$)/gm), ([, id = '']) => [id]);
}
