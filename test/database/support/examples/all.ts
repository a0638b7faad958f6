import type { Example } from './example';
import { createIndex, dropIndex } from './indexes';
import { rename } from './names';
import { partitions } from './partitions';
import { sequences } from './sequences';
import { surroundings } from './surroundings';
import { columns, constraints, tables } from './tables';

/** Every form of statement that makes, names or takes away indexes, by what it is about. */
export const examples: Readonly<Record<string, readonly Example[]>> = {
  'CREATE INDEX': createIndex,
  'DROP INDEX': dropIndex,
  'RENAME and SET SCHEMA': rename,
  constraints,
  columns,
  'tables and views': tables,
  partitions,
  'sequences and generated columns': sequences,
  'what is around': surroundings,
};
