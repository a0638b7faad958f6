// The comment lines that stand for a statement that was left out. What they say is read again by headings.ts: the
// statements around such a comment must not look as if Prisma had written them, nor cease to.

/** A name as it can stand in a comment line, also inside the body of a DO block. */
function nameInComment(name: string): string {
  return /^[\p{L}\p{N}_.: -]+$/u.test(name) ? name : 'an index';
}

function columnInComment(table: string, column: string): string {
  const name = `${table}.${column}`;
  return nameInComment(name) === name ? name : 'a column';
}

/**
 * In the place of a DROP INDEX.
 *
 * @param reason goes on behind the name; no line ends, quotes, backslashes or dollars
 */
export function keptComment(name: string, reason: string): string {
  return `-- migration-guard: kept ${nameInComment(name)}${reason}`;
}

/**
 * A text with the statements put back that keptComment stands for, as Prisma writes them; undefined where there is none.
 *
 * @param nameOf writes an index's name as a statement does
 */
export function withDropsAgain(text: string, nameOf: (name: string) => string): string | undefined {
  const comment = /^-- migration-guard: kept ([\p{L}\p{N}_.-]+)(?=[, \r\n]|$).*$/gmu;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const again = text.replace(
    comment,
    (_, name: string) => `-- DropIndex${lineEnd}DROP INDEX ${nameOf(name)};`,
  );
  return again === text ? undefined : again;
}

/** In the place of a CREATE INDEX; `reason` as above. */
export function staysComment(name: string, reason = ''): string {
  return `-- migration-guard: ${nameInComment(name)} stays as it is${reason}`;
}

/** For an `ALTER COLUMN … DROP DEFAULT` that is left out. It stands for no whole statement, so nothing looks for it. */
export function generatedComment(table: string, column: string): string {
  return `-- migration-guard: ${columnInComment(table, column)} stays generated`;
}

/** For a DROP COLUMN that is left out; as above. */
export function keptColumnComment(table: string, column: string): string {
  const name = columnInComment(table, column);
  return `-- migration-guard: ${name} stays, which no schema declares`;
}

/**
 * In the place of a statement that drift-ignore.json does not want.
 *
 * @param verb its first word
 * @param why goes on behind; no line ends
 */
export function leftOutComment(verb: string, why: string): string {
  const article = /^a/i.test(verb) ? 'an' : 'a';
  return `-- migration-guard: left out ${article} ${verb.toUpperCase()}, as drift-ignore.json says${why}`;
}

/** Above such a statement whose lines have become comments; `why` as above. */
export function commentedOutComment(lines: number, why: string): string {
  const next = lines === 1 ? 'the next line' : `the next ${lines} lines`;
  return `-- migration-guard: commented out ${next}, as drift-ignore.json says${why}`;
}

/** With it our comments begin, and few others: most are recognised at once. */
const ourPrefix = 'migration-guard: ';

/** How many comments behind this one are the lines of a statement; `content` is the comment without its dashes. */
export function commentedOutLines(content: string): number {
  if (!content.startsWith(ourPrefix)) return 0;
  const found = /^migration-guard: commented out the next (?:(\d+) lines|line),/.exec(content);
  return found ? Number(found[1] ?? 1) : 0;
}

/** The verb of the statement that a comment stands for; `content` is the comment without its dashes. */
export function standsFor(content: string): string | undefined {
  if (!content.startsWith(ourPrefix)) return undefined;
  if (content.startsWith('migration-guard: kept ')) return 'drop';
  const leftOut = /^migration-guard: left out an? ([A-Z]+),/.exec(content);
  if (leftOut?.[1] !== undefined) return leftOut[1].toLowerCase();
  return /^migration-guard: .* stays as it is/.test(content) ? 'create' : undefined;
}
