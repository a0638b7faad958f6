import fs from 'node:fs';

/** More than any migration that a person could read; what is larger is a data dump in the wrong place. */
const mostBytes = 64 * 1024 * 1024;

/** A file that is there but is not to be read; the message says what it is. */
class NotReadable extends Error {
  override readonly name = 'NotReadable';
}

/** A named pipe without a writer would keep the opening waiting for ever. Windows has neither. */
const flags = fs.constants.O_RDONLY | (process.platform === 'win32' ? 0 : fs.constants.O_NONBLOCK);

/**
 * Reads a file whole, following links. Pipes wait and devices never end, so only regular files are read, up to
 * `mostBytes`.
 *
 * @throws NotReadable for anything else; the operating system's errors
 */
export function readRegularFile(file: string): Buffer {
  const descriptor = fs.openSync(file, flags);
  try {
    const stat = fs.fstatSync(descriptor);
    if (stat.isDirectory()) throw new NotReadable('it is a folder, not a file');
    if (!stat.isFile()) throw new NotReadable('it is a pipe or a device, not a file');
    if (stat.size > mostBytes)
      throw new NotReadable(
        `it has ${megabytes(stat.size)}, and only files up to ${megabytes(mostBytes)} are read`,
      );
    return stat.size > 0 ? readWhole(descriptor, stat.size) : fs.readFileSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** With the size at hand one call reads a file; `readFileSync` makes three. */
function readWhole(descriptor: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const more = fs.readSync(descriptor, bytes, length, size - length, null);
    if (more === 0) break;
    length += more;
  }
  return bytes.subarray(0, length);
}

/**
 * Reads the beginning of a file, as much as fits.
 *
 * @returns how many bytes
 * @throws the operating system's errors
 */
export function readBeginning(file: string, into: Buffer): number {
  const descriptor = fs.openSync(file, flags);
  try {
    // Of a regular file the system gives all that is asked for, or all that there is.
    return fs.readSync(descriptor, into, 0, into.length, null);
  } finally {
    fs.closeSync(descriptor);
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`;
}

/**
 * The text that the bytes are in UTF-8; what is not UTF-8 becomes U+FFFD.
 *
 * @throws NotReadable for binary files and UTF-16, as a redirect in PowerShell writes it: PostgreSQL takes no NUL
 */
export function decodeText(bytes: Buffer): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16 || bytes.includes(0)) {
    throw new NotReadable('it is binary or UTF-16, and Prisma needs UTF-8');
  }
  return bytes.toString('utf8');
}

/** The file's text; undefined where it is not there or cannot be read, for files whose absence changes little. */
export function readText(file: string): string | undefined {
  try {
    return decodeText(readRegularFile(file));
  } catch {
    return undefined;
  }
}

/** Whether the error says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** The code of an error from the operating system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What stands in the way, in the operating system's own words: `permission denied`. */
export function reasonOf(error: unknown): string {
  // Opening a socket fails with words that speak of devices.
  if (codeOf(error) === 'ENXIO') return 'it is a pipe or a device, not a file';
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
