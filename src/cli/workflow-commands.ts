import { Writable } from 'node:stream';
import type { Environment, Output } from './terminal';

const lineFeed = 10;
const carriageReturn = 13;
const escape = 27;
const space = 32;
const numberSign = 35;
const colon = 58;
const semicolon = 59;
const bracket = 91;

/** Follows a stream of bytes in ASCII or what holds it, and says before which byte the space belongs. */
function createGuard(): (chunk: Buffer, mayBegin: boolean) => Buffer {
  /** Nothing but white space, control characters and colours on the line so far. */
  let isBlank = true;
  /** Inside a colour, which the runner may leave out: ESC, then `[`, then digits up to a letter. */
  let color: 'none' | 'begun' | 'inside' = 'none';
  let colons = 0;
  let numberSigns = 0;

  function isInColor(byte: number): boolean {
    if (color === 'none') return false;
    const isBegun = color === 'begun';
    const goesOn = isBegun ? byte === bracket : (byte >= 48 && byte <= 57) || byte === semicolon;
    color = goesOn ? 'inside' : 'none';
    const isLetter = (byte | 32) >= 97 && (byte | 32) <= 122;
    return goesOn || (!isBegun && isLetter);
  }

  /** Whether a space goes before the byte. */
  function takes(byte: number, mayBegin: boolean): boolean {
    if (byte === lineFeed || byte === carriageReturn) {
      [isBlank, color, colons, numberSigns] = [true, 'none', 0, 0];
      return false;
    }
    if (byte === escape) color = 'begun';
    else if (!isInColor(byte)) {
      const isCommand =
        (isBlank && colons === 1 && byte === colon && !mayBegin) || (numberSigns >= 2 && byte === bracket);
      numberSigns = byte === numberSign ? numberSigns + 1 : 0;
      if (byte === colon && isBlank && !isCommand) colons++;
      // Letters beyond ASCII count as blank: some are spaces, and a space more in the others does no harm.
      else if (byte > space && byte < 127) isBlank = false;
      if (colons > 1) isBlank = false;
      return isCommand;
    }
    return false;
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
