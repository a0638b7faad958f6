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
  const parsed = parseVariables(decodeText(readRegularFile(file)));
  const processEnv = Object.fromEntries(
    Object.entries(around).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  return new Map(Object.entries(expand({ parsed, processEnv }).parsed ?? {}));
}

/**
 * The variables as the text has them. A `#` ends a value that has no quotes; a URL that goes on behind it is given whole,
 * so that whoever reads it can say what is wrong. What stands before the `#` is a part of the password.
 */
export function parseVariables(text: string): Record<string, string> {
  return { ...parse(text), ...Object.fromEntries(cutUrls(text).map(({ name, whole }) => [name, whole])) };
}

/** The URL as the text of the file has it, where a `#` has cut it off there. */
export function wholeUrl(url: string, text: string): string {
  return cutUrls(text).find(({ whole }) => whole.startsWith(`${url}#`))?.whole ?? url;
}

const cutUrl = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*((?:postgres|postgresql):\/\/[^\s#"'`]*#\S*@\S*)/gm;

function cutUrls(text: string): { readonly name: string; readonly whole: string }[] {
  return [...text.matchAll(cutUrl)].map(([, name = '', whole = '']) => ({ name, whole }));
}

/** `around` without the variables that the text of the file sets itself: for a file whose own word is to hold. */
export function readEnvFileFirst(file: string, around: Variables): ReadonlyMap<string, string> {
  const own = new Set(Object.keys(parse(decodeText(readRegularFile(file)))));
  return readEnvFile(file, Object.fromEntries(Object.entries(around).filter(([name]) => !own.has(name))));
}
