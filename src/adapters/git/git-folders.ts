import path from 'node:path';
import { readText } from '../files/regular-file';

/** The folder that all work trees of the repository share. */
export function commonFolder(top: string): string {
  const own = ownFolder(top);
  const common = readText(path.join(own, 'commondir'));
  return common === undefined ? own : path.resolve(own, common.trim());
}

/** The folder with what this work tree has for itself. `.git` is a file in linked work trees and submodules. */
export function ownFolder(top: string): string {
  const dotGit = path.join(top, '.git');
  const link = /^gitdir: (.+)$/m.exec(readText(dotGit) ?? '')?.[1];
  return link === undefined ? dotGit : path.resolve(top, link);
}
