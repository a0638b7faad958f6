import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Whom to start a server as. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

let found: Identity | undefined;

/**
 * PostgreSQL and PgBouncer refuse to run as root: there they run as nobody, a user that every Unix has, so that none
 * need be made. Otherwise they run as whoever runs the tests.
 */
export function unprivileged(): Identity {
  found ??= process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  return found;
}

function idOf(kind: '-u' | '-g'): number {
  return Number(execFileSync('id', [kind, 'nobody'], { encoding: 'utf8' }));
}

/** Hands a file or folder to that user. */
function give(file: string): void {
  const { uid, gid } = unprivileged();
  if (uid !== undefined && gid !== undefined) fs.chownSync(file, uid, gid);
}

/** A new folder in which that user may write and nobody else may read. */
export function openScratchFolder(prefix: string): string {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), prefix));
  give(folder);
  return folder;
}

/** Writes a file that only that user can read, as servers demand of keys and passwords. Returns its path. */
export function writeSecret(folder: string, name: string, text: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text, { mode: 0o600 });
  give(file);
  return file;
}

export function removeFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
