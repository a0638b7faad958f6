import type { EmbeddedSql } from '../../src/core/queries/embedded-sql';

/** SQL that is a file of its own; `${…}` in it is a hole, as in a script. */
export function sqlText(text: string): EmbeddedSql {
  const pieces: EmbeddedSql['pieces'][number][] = [];
  let from = 0;
  for (const { 0: hole, index } of text.matchAll(/\$\{[^}]*\}/g)) {
    pieces.push(piece(text, from, index), {
      kind: 'hole',
      range: { start: index, end: index + hole.length },
    });
    from = index + hole.length;
  }
  return { pieces: [...pieces, piece(text, from, text.length)], range: { start: 0, end: text.length } };
}

function piece(text: string, start: number, end: number): EmbeddedSql['pieces'][number] {
  return { kind: 'text', value: text.slice(start, end), offsetOf: (index) => start + index };
}
