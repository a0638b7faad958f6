import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { accessSync, chmodSync, chownSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HumanError } from '../../core/human-error';
import { refuseLinks } from './refuse-links';

const byteOrderMark = '\uFEFF';

/** A file that is about to be changed, known to hold what was linted. */
export interface CheckedFile {
  /** Absolute, with the links of the folders above it followed. */
  readonly target: string;
  /** What stands in the file before the linted text: a byte order mark or nothing. */
  readonly mark: string;
}

/**
 * Makes sure that the file still holds `text` and may be written.
 * @throws HumanError where it changed meanwhile, is not UTF-8 (writing it back would change more than was asked for),
 * is read-only or cannot be read, and where a symbolic link stands in its place or leads out of the repository.
 */
export function checkFile(path: string, text: string): CheckedFile {
  refuseLinks(path);
  const { target, bytes } = readForChange(path);
  if (bytes.equals(Buffer.from(text))) return { target, mark: '' };
  if (bytes.equals(Buffer.from(byteOrderMark + text))) return { target, mark: byteOrderMark };
  throw new HumanError(
    isUtf8(bytes)
      ? `${path} changed in the meantime, so nothing was written: run the command again`
      : `${path} is not UTF-8, so nothing was written: save it as UTF-8 first`,
  );
}

function readForChange(path: string): { target: string; bytes: Buffer } {
  try {
    const target = realpathSync(path);
    accessSync(target, constants.W_OK);
    // Root may write to anything, but somebody did not want this file to be changed.
    if ((statSync(target).mode & 0o222) === 0) throw new Error('it is read-only');
    return { target, bytes: readFileSync(target) };
  } catch (error) {
    throw new HumanError(`${path} cannot be changed, so nothing was written: ${reason(error)}`, {
      cause: error,
    });
  }
}

/**
 * Puts the new text in place in one step: whoever reads the file sees all of the old text or all of the new. Keeps the
 * file's mode. Written without waiting in between, so that Ctrl-C leaves no half-written copy behind.
 * @throws HumanError where the folder cannot be written to
 */
export function replaceFile({ target, mark }: CheckedFile, text: string): void {
  const copy = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const { mode, uid, gid } = statSync(target);
    writeFileSync(copy, mark + text, { flag: 'wx', mode });
    // The mode given above passes through the umask.
    chmodSync(copy, mode);
    // Root would otherwise take the file away from its owner.
    if (process.getuid?.() === 0) chownSync(copy, uid, gid);
    renameSync(copy, target);
  } catch (error) {
    rmSync(copy, { force: true });
    throw new HumanError(`${target} could not be written: ${reason(error)}`, { cause: error });
  }
}

/**
 * Writes a whole file, new or in the place of another, in one step.
 * @throws HumanError where its folder is missing or cannot be written to, and for symbolic links, as checkFile
 */
export function writeWhole(path: string, text: string): void {
  refuseLinks(path);
  if (existsSync(path)) {
    replaceFile({ target: readForChange(path).target, mark: '' }, text);
    return;
  }
  const copy = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    writeFileSync(copy, text, { flag: 'wx' });
    renameSync(copy, path);
  } catch (error) {
    rmSync(copy, { force: true });
    throw new HumanError(`${path} could not be written: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
