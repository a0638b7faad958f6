import path from 'node:path';

/** The path as seen from `cwd`, with forward slashes; absolute only where no relative one exists (another drive). */
export function pathFrom(cwd: string, file: string, paths: path.PlatformPath = path): string {
  const seen = paths.relative(cwd, paths.resolve(cwd, file));
  if (seen === '') return '.';
  return paths.sep === '/' || paths.isAbsolute(seen) ? seen : seen.split(paths.sep).join('/');
}
