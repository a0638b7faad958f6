import { readScript } from '../core/sql/statements';

const table = /^drop\s+table\s+(?:if\s+exists\s+)?(.+?)(?:\s+(?:cascade|restrict))?;?$/is;
const altered = /^alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(\S+)/i;
const column = /\bdrop\s+column\s+(?:if\s+exists\s+)?("(?:[^"]|"")+"|[\w$]+)/gi;

/** Which tables and columns of a migration of Prisma's go with all that is in them, each in a few words. */
export function dataLostBy(sql: string): string[] {
  return readScript(sql).statements.flatMap(({ start, end }) => {
    const text = sql.slice(start, end).trim();
    const [, tables] = table.exec(text) ?? [];
    if (tables !== undefined) return [`all rows of ${tables}`];
    const [, name] = altered.exec(text) ?? [];
    if (name === undefined) return [];
    return [...text.matchAll(column)].map(([, dropped = '']) => `the values of ${name}.${dropped}`);
  });
}
