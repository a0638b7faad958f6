// Pairs of a column's type before and after; test/database/type-changes.test.ts tries each on PostgreSQL.

/** For these PostgreSQL keeps the file of a plain index. */
export const freeChanges: readonly (readonly [string, string])[] = [
  ['varchar(20)', 'text'],
  ['varchar', 'text'],
  ['text', 'varchar'],
  ['varchar(20)', 'varchar(30)'],
  ['varchar(20)', 'varchar'],
  ['numeric(10,2)', 'numeric(12,2)'],
  ['numeric(10,2)', 'numeric'],
  ['decimal(10,2)', 'numeric(10,2)'],
  ['timestamp(3)', 'timestamp(6)'],
  ['timestamp(3)', 'timestamp'],
  ['varbit(3)', 'varbit(8)'],
  ['cidr', 'inet'],
  ['integer', 'integer'],
];

/** For these it makes the index again. */
export const costlyChanges: readonly (readonly [string, string])[] = [
  ['text', 'varchar(20)'],
  ['varchar(20)', 'varchar(10)'],
  ['varchar', 'varchar(10)'],
  ['numeric(10,2)', 'numeric(10,3)'],
  ['numeric(10,2)', 'numeric(8,2)'],
  ['timestamp(6)', 'timestamp(3)'],
  ['timestamp', 'timestamptz'],
  ['integer', 'bigint'],
  ['varchar(20)[]', 'text[]'],
  ['char(3)', 'text'],
];
