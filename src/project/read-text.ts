import fs from 'node:fs';

/** The file's text; undefined where it is not there or cannot be read, for files whose absence changes little. */
export function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file).toString('utf8');
  } catch {
    return undefined;
  }
}
