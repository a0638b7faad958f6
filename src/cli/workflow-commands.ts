import { Writable } from 'node:stream';
import type { Environment, Output } from './terminal';

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const numberSign = 35;
const colon = 58;
const bracket = 91;

/** ESC, and the one character that stands for ESC and `[`, as UTF-8 ends it. */
const escapes = new Set([0x1b, 0x9b]);
/** What a sequence that ESC begins goes on with: brackets, parameters. */
const inSequence = new Set(Buffer.from('[]()#;?0123456789'));
/** What ends the title of a window or the address of a link: BEL, ESC with a backslash, and one character for that. */
const titleEnds = new Set([0x07, 0x5c, 0x9c]);

/** Follows a stream of bytes in ASCII or what holds it, and says before which byte the space belongs. */
function createGuard(): (chunk: Buffer, mayBegin: boolean) => Buffer {
  /** Nothing but white space, control characters and escape sequences on the line so far. */
  let isBlank = true;
  let colons = 0;
  let numberSigns = 0;
  /** Inside a sequence for a terminal, which the runner may leave out or not: either must be no command. */
  let isInSequence = false;
  /** How the line was before its last sequence, which may be a title that is longer than it looks so far. */
  let beforeSequence: { readonly isBlank: boolean; readonly colons: number } | undefined;

  /** Whether the byte belongs to a sequence for a terminal. */
  function isOfSequence(byte: number): boolean {
    if (escapes.has(byte)) {
      if (isBlank) beforeSequence = { isBlank, colons };
      isInSequence = true;
      return true;
    }
    if (titleEnds.has(byte) && beforeSequence) ({ isBlank, colons } = beforeSequence);
    if (!isInSequence) return false;
    isInSequence = inSequence.has(byte);
    const isLast = byte >= 60 && byte < 127;
    return isInSequence || isLast;
  }

  /** Whether a space goes before the byte. */
  function takes(byte: number, mayBegin: boolean): boolean {
    if (byte === lineFeed || byte === carriageReturn) {
      [isBlank, isInSequence, colons, numberSigns, beforeSequence] = [true, false, 0, 0, undefined];
      return false;
    }
    const isGroup = numberSigns >= 2 && byte === bracket;
    const isVisible = !isOfSequence(byte);
    if (byte === numberSign) numberSigns++;
    else if (isVisible) numberSigns = 0;
    if (!isVisible) return isGroup;
    const isCommand = isBlank && colons === 1 && byte === colon && !mayBegin;
    if (byte === colon && isBlank && !isCommand) colons++;
    // Letters beyond ASCII count as blank: some are spaces, and a space more in the others does no harm.
    else if (byte > space && byte < 127) isBlank = false;
    if (colons > 1) isBlank = false;
    return isCommand || isGroup;
  }

  return (chunk, mayBegin) => {
    const parts: Buffer[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (!takes(chunk[at] ?? 0, mayBegin)) continue;
      parts.push(chunk.subarray(from, at), Buffer.from(' '));
      from = at;
    }
    return parts.length === 0 ? chunk : Buffer.concat([...parts, chunk.subarray(from)]);
  };
}

type Target = Writable & Output;

/**
 * A log that GitHub Actions reads takes a line that begins with `::`, behind white space too, for a command to the runner,
 * and `##[` anywhere. What a project, a database or a program of somebody else makes us print must not give commands, so a
 * space goes between: `: :`, `## [`. Only `writeCommands` may begin a line with `::`.
 */
class GuardedOutput extends Writable {
  readonly #guard = createGuard();

  constructor(
    readonly target: Target,
    readonly isFile: boolean,
  ) {
    super({ decodeStrings: true });
  }

  get isTTY(): boolean | undefined {
    return this.target.isTTY;
  }

  get columns(): number | undefined {
    return this.target.columns;
  }

  writeCommands(text: string): void {
    this.target.write(this.#guard(Buffer.from(text), true));
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const { target } = this;
    if (target.write(this.#guard(chunk, false)) || target.destroyed) {
      done();
      return;
    }
    const goOn = (): void => {
      target.off('drain', goOn);
      target.off('close', goOn);
      done();
    };
    target.on('drain', goOn);
    target.on('close', goOn);
  }
}

/** The stream as everything must write to it: guarded where a runner of GitHub reads along. */
export function guardedOutput(target: Target, env: Environment, isFile = false): Target {
  return (env['GITHUB_ACTIONS'] ?? '') === '' ? target : new GuardedOutput(target, isFile);
}

/** Writes SQL: in a file it must stay as it is, and a file is no log. */
export function writeVerbatim(output: Target, sql: string): void {
  if (output instanceof GuardedOutput && output.isFile) output.target.write(sql);
  else output.write(sql);
}

/** Writes lines that are meant as commands to the runner. */
export function writeCommands(output: Target, text: string): void {
  if (output instanceof GuardedOutput) output.writeCommands(text);
  else output.write(text);
}
