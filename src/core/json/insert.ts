import type { Edit } from '../edits';
import type { JsonNode } from './read';

/** How a JSON file is laid out. */
export interface Layout {
  readonly newline: string;
  /** One step of indentation. */
  readonly step: string;
}

/** The layout that most of the text has; two spaces where it does not say. */
export function layoutOf(text: string): Layout {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { newline, step: /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ' };
}

function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

function indented(child: string, indent: string, newline: string): string {
  return child.split('\n').join(newline + indent);
}

/** How far a comma and comments reach on the line behind a child: they belong to it. */
function endOfLine(text: string, from: number): { readonly comma: boolean; readonly end: number } {
  const rest = /^(?:[ \t]|\/\*[^\r\n]*?\*\/)*(,)?(?:[ \t]*(?:\/\*[^\r\n]*?\*\/|\/\/[^\r\n]*))*/.exec(
    text.slice(from),
  );
  // A comma may also stand on a line of its own.
  const comma = /^(?:\s|\/\*[^]*?\*\/|\/\/[^\r\n]*)*,/.test(text.slice(from));
  return { comma, end: from + (rest?.[0].length ?? 0) };
}

/**
 * Edits that add a last child to an object or list and leave everything else, comments included, as it stands.
 *
 * @param child its text, laid out with `\n` and from the first column on; of an object's child with its key
 */
export function appendChild(text: string, container: JsonNode, child: string, layout: Layout): Edit[] {
  const { newline, step } = layout;
  const { offset, length, children = [] } = container;
  const close = offset + length - 1;
  const last = children.at(-1);
  const outer = indentAt(text, offset);
  if (!last) {
    const inside = text.slice(offset + 1, close).trimEnd();
    const start = offset + 1 + inside.length;
    const indent = outer + step;
    const newText = newline + indent + indented(child, indent, newline) + newline + outer;
    return [{ range: { start, end: close }, newText }];
  }
  const lastEnd = last.offset + last.length;
  const { comma, end } = endOfLine(text, lastEnd);
  if (!text.slice(offset, close).includes('\n')) {
    const compact = child.split(/\n\s*/).join(' ');
    return [{ range: { start: lastEnd, end: lastEnd }, newText: `, ${compact}` }];
  }
  const isOnOwnLine = text.slice(0, last.offset).match(/[\r\n][ \t]*$/) !== null;
  const indent = isOnOwnLine ? indentAt(text, last.offset) : outer + step;
  const added = newline + indent + indented(child, indent, newline);
  if (comma) return [{ range: { start: end, end }, newText: `${added},` }];
  return end === lastEnd
    ? [{ range: { start: end, end }, newText: `,${added}` }]
    : [
        { range: { start: lastEnd, end: lastEnd }, newText: ',' },
        { range: { start: end, end }, newText: added },
      ];
}
