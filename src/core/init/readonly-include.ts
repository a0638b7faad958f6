import { appendChild, layoutOf } from '../json/insert';
import { nodeAt, propertiesAt, readJson } from '../json/read';
import { applyEdits } from '../edits';

const key = 'files.readonlyInclude';

/**
 * Globs for the settled migrations among all: a year or a month that is over is one glob, so that a thousand migrations
 * are not a thousand lines.
 *
 * @param names all migrations, in order
 * @param folder the migrations folder as seen from the project, with `/`
 */
export function readonlyGlobs(
  names: readonly string[],
  settled: ReadonlySet<string>,
  folder: string,
): string[] {
  const newest = names.reduce((one, other) => (other > one ? other : one), '');
  /** Whether no other migration will ever begin so, and none that does is new. */
  const isOver = (prefix: string): boolean =>
    !newest.startsWith(prefix) && names.every((name) => !name.startsWith(prefix) || settled.has(name));
  const globs = names
    .filter((name) => settled.has(name))
    .map((name) => {
      const [year, month] = [/^\d{4}(?=\d{10}_)/.exec(name)?.[0], /^\d{6}(?=\d{8}_)/.exec(name)?.[0]];
      if (year !== undefined && isOver(year)) return `${year}*`;
      if (month !== undefined && isOver(month)) return `${month}*`;
      return name;
    });
  return [...new Set(globs)].map((glob) => `**/${folder}/${glob}/**`);
}

/**
 * VS Code's settings with these globs read-only: the same text where they are already, undefined where a person has to
 * repair the file first.
 */
export function withReadonly(text: string | undefined, globs: readonly string[]): string | undefined {
  const entry = (glob: string): string => `${JSON.stringify(glob)}: true`;
  const member = (wanted: readonly string[]): string =>
    `${JSON.stringify(key)}: {\n  ${wanted.map(entry).join(',\n  ')}\n}`;
  if (text === undefined || /^\uFEFF?\s*$/.test(text)) {
    return `{\n  ${member(globs).split('\n').join('\n  ')}\n}\n`;
  }
  const { root, problems } = readJson(text);
  if (root?.type !== 'object' || problems.length > 0) return undefined;
  const layout = layoutOf(text);
  const known = nodeAt(root, [key]);
  if (!known) return applyEdits(text, appendChild(text, root, member(globs), layout));
  if (known.type !== 'object') return undefined;
  const there = new Set(propertiesAt(root, [key]).map(([name]) => name));
  const missing = globs.filter((glob) => !there.has(glob));
  if (missing.length === 0) return text;
  const child = missing.map(entry).join(',\n');
  return applyEdits(text, appendChild(text, known, child, layout));
}
