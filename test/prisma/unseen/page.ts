import fs from 'node:fs';
import path from 'node:path';
import { top } from '../../helpers/docs';
import { changes } from './cells';

/** A row of a table: what stands in each column, by the column's head. */
type Row = ReadonlyMap<string, string>;

/** The rows of the page's tables about the changes, by their objects. */
export function rowsOfPage(): ReadonlyMap<string, Row> {
  const text = fs.readFileSync(path.join(top, 'docs/what-prisma-does-not-see.md'), 'utf8');
  const tables = text.split('\n\n').filter((block) => block.startsWith('|'));
  const rows = tables.flatMap((table) => {
    const [heads = [], , ...others] = table.split('\n').map(cellsOf);
    if (heads[1] !== changes[0]) return [];
    return others.map((cells): [string, Row] => [
      cells[0] ?? '',
      new Map(cells.map((cell, i) => [heads[i] ?? '', cell])),
    ]);
  });
  return new Map(rows);
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** What a cell says of one version: `6: nothing, 7: whole` says two things, all others one. */
export function saidOf(cell: string | undefined, version: number): string | undefined {
  return new RegExp(`\\b${version}: (\\w+)`).exec(cell ?? '')?.[1] ?? cell;
}
