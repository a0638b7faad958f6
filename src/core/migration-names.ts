import { HumanError } from './human-error';
import { inPrismaOrder } from './status/order';
import { largestOf } from './extremes';

/** Prisma keeps 255 characters of a name, which begins with a time. */
const longestLabel = 200;

/**
 * Names for new migration folders that sort behind all others, as Prisma makes them: the time in UTC and a label.
 *
 * @param label as a person writes it
 * @param count how many are needed; several are numbered
 * @param existing names of the folders that are there
 * @param now milliseconds since 1970
 * @param version of the project's Prisma, which decides the order
 * @throws HumanError where nothing is left of the label, or no time sorts behind the last folder
 */
export function migrationNames(
  label: string,
  count: number,
  existing: readonly string[],
  now: number,
  version: string,
): string[] {
  const slug = migrationLabel(label);
  const last = largestOf([...existing.map(timeOf), Number.NEGATIVE_INFINITY]);
  const first = Math.max(now, last + 1000);
  const names = Array.from({ length: count }, (_, index) => {
    const number = count > 1 ? `_${index + 1}` : '';
    return `${stampOf(first + index * 1000)}_${slug}${number}`;
  });
  const ordered = inPrismaOrder([...existing, ...names], version);
  const behind = ordered.slice(-count).join('/') === names.join('/');
  if (!behind || new Set(ordered).size < ordered.length) {
    const blocking = ordered.findLast((name) => !names.includes(name)) ?? '';
    throw new HumanError(
      `No new migration can come after ${blocking}, whose name sorts last. Rename that folder while no database has applied it, or make the migration yourself.`,
    );
  }
  return names;
}

/**
 * What a person calls a migration, as Prisma makes it part of a folder's name: `addTags` is `add_tags`.
 *
 * @throws HumanError where nothing is left of it
 */
export function migrationLabel(given: string): string {
  const label = given
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('&', ' and ')
    // Words that are separated by their capitals.
    .replace(/([A-Z]{2,})(\d+)/g, '$1 $2')
    .replace(/([a-z\d]+)([A-Z]{2,})/g, '$1 $2')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-rt-z\d]+)/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+/, '')
    .slice(0, longestLabel)
    .replace(/_+$/, '');
  if (label === '') {
    throw new HumanError('The name of a migration needs letters or digits from a to z and 0 to 9.');
  }
  return label;
}

/** Milliseconds since 1970 of a name that begins with a time; -Infinity for any other. */
export function timeOf(name: string): number {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?!\d)/.exec(name);
  if (!found) return Number.NEGATIVE_INFINITY;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function stampOf(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace(/\D/g, '');
}
