import { parse } from 'dotenv';
import { expand } from 'dotenv-expand';
import type { Variables } from '../process/variables';
import { decodeText, readRegularFile } from '../files/regular-file';

/**
 * The variables of a `.env` file, with `${OTHER}` filled in as Prisma does it: from the file itself and from `around`,
 * whose own values of the file's variables win.
 *
 * @throws what reading throws; `isMissing` tells a file that is not there
 */
export function readEnvFile(file: string, around: Variables): ReadonlyMap<string, string> {
  const parsed = parse(decodeText(readRegularFile(file)));
  const processEnv = Object.fromEntries(
    Object.entries(around).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  return new Map(Object.entries(expand({ parsed, processEnv }).parsed ?? {}));
}

/** `around` without the variables that the text of the file sets itself: for a file whose own word is to hold. */
export function readEnvFileFirst(file: string, around: Variables): ReadonlyMap<string, string> {
  const own = new Set(Object.keys(parse(decodeText(readRegularFile(file)))));
  return readEnvFile(file, Object.fromEntries(Object.entries(around).filter(([name]) => !own.has(name))));
}
