import { isAbsolute, relative, resolve, sep } from 'node:path';

/** The path as seen from `cwd`, with forward slashes; absolute only where no relative one exists (another drive). */
export function pathFrom(cwd: string, file: string): string {
  const path = relative(cwd, resolve(cwd, file));
  if (path === '') return '.';
  return sep === '/' || isAbsolute(path) ? path : path.split(sep).join('/');
}
