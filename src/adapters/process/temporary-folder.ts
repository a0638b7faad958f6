import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder that only this user can look into; it goes when the work is done, or with this process. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-'));
  const clear = (): void => fs.rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  try {
    return await work(folder);
  } finally {
    process.off('exit', clear);
    clear();
  }
}
