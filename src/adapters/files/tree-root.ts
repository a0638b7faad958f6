import fs from 'node:fs';
import path from 'node:path';

/** The folder itself, then what holds it, up to the file system's root. */
export function* diskUpwards(folder: string): Generator<string> {
  for (let here = folder; ; here = path.dirname(here)) {
    yield here;
    if (here === path.dirname(here)) return;
  }
}

/** The nearest folder, from this one upwards, that is a git work tree's top: it has a `.git`, be it folder or file. */
export function workTreeTop(folder: string): string | undefined {
  for (const here of diskUpwards(folder)) if (fs.existsSync(path.join(here, '.git'))) return here;
  return undefined;
}

/** How far up a project may reach where neither git nor a package.json draws the line. */
const levelsUp = 3;

/**
 * How far up it makes sense to look for what belongs to a folder: to the top of its git work tree, else to the highest
 * package.json, else three levels. The file system's root is never looked at.
 */
export function treeRootOf(folder: string): string {
  const top = workTreeTop(folder);
  if (top !== undefined) return top;
  const above = [...diskUpwards(folder)];
  const inside = above.length > 1 ? above.slice(0, -1) : above;
  const highest = inside.findLast((here) => fs.existsSync(path.join(here, 'package.json')));
  return highest ?? inside[Math.min(levelsUp, inside.length - 1)] ?? folder;
}
