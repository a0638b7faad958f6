import { setTimeout as wait } from 'node:timers/promises';
import type { ShadowDatabase } from '../../../adapters/database/shadow-databases';
import { isHumanError } from '../../../core/human-error';
import { quoteName } from '../../../core/sql/names';
import type { Environment } from '../../../workflows/environment';
import { whileOpen } from '../../../adapters/ask-database';

/** Milliseconds that the server gets to notice that the program which used a database is gone. */
const noticeMs = 2000;
const lookEveryMs = 200;

/**
 * Remembers which shadow databases there are, before Prisma makes one.
 *
 * @returns what says, in sentences, which ones have come since and are left; empty where that cannot be known
 */
export async function watchShadows(environment: Environment): Promise<() => Promise<string[]>> {
  // One that the person named is always there, and Prisma empties it by itself.
  const before = environment.shadowUrl ? undefined : await shadowsOf(environment);
  return async () => {
    if (!before) return [];
    const known = new Set(before.map(({ name }) => name));
    const look = async (): Promise<ShadowDatabase[]> =>
      ((await shadowsOf(environment)) ?? []).filter(({ name }) => !known.has(name));
    const end = Date.now() + noticeMs;
    let left = await look();
    while (left.some(({ isUsed }) => isUsed) && Date.now() < end) {
      await wait(lookEveryMs);
      left = await look();
    }
    return left.map((shadow) => leftSentence(shadow, environment));
  };
}

/** Undefined where the server does not tell. */
async function shadowsOf(environment: Environment): Promise<ShadowDatabase[] | undefined> {
  try {
    return await whileOpen(environment, (database) => database.readShadowDatabases());
  } catch (error) {
    if (isHumanError(error)) return undefined;
    throw error;
  }
}

/** Nobody uses it any more, so that dropping needs no force, which would also end what somebody else does there. */
function leftSentence({ name, isUsed }: ShadowDatabase, { url, directUrl }: Environment): string {
  const { host, port } = directUrl ?? url;
  const when = isUsed ? 'As soon as nobody is connected to it, drop' : 'Drop';
  return `Prisma has left its shadow database ${name} at ${host}:${port}. ${when} it with this statement: DROP DATABASE ${quoteName(name)};`;
}
