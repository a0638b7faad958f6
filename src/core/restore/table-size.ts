import type { CatalogueTable } from '../database/tables';
import { grouped } from '../grouped';

/** Up to here an index is built while writers wait: it takes less than a second. */
export const smallTableRows = 10_000;

/** The same for a table of which PostgreSQL has never counted the rows. */
const smallTableBytes = 1024 * 1024;

export function isSmall({ estimatedRows, bytes }: CatalogueTable): boolean {
  return estimatedRows === undefined ? bytes < smallTableBytes : estimatedRows < smallTableRows;
}

/** `about 12,000 rows, 3.4 MB`. */
export function sizeLabel({ estimatedRows, bytes }: CatalogueTable): string {
  return `${rowsLabel(estimatedRows)}, ${bytesLabel(bytes)}`;
}

function rowsLabel(rows: number | undefined): string {
  if (rows === undefined) return 'rows never counted';
  return rows === 0 ? 'no rows' : `about ${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`;
}

/** `512 bytes`, `8 kB`, `1.5 MB`: in units of 1024, as PostgreSQL's own tools write them. */
export function bytesLabel(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit > 1 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}
