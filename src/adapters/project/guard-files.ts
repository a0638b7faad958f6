import fs from 'node:fs';
import path from 'node:path';
import type { GuardFiles } from '../../core/guard/shell/scope';
import { readText } from '../files/regular-file';

/** Reads what a command line names: scripts, SQL, package.json. */
export const guardFiles: GuardFiles = {
  resolve: (folder, file) => path.resolve(folder, file),
  read: readText,
  folders: foldersIn,
};

function foldersIn(folder: string): string[] {
  try {
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .flatMap((entry) => (entry.isDirectory() ? entry.name : []))
      .sort();
  } catch {
    return [];
  }
}
