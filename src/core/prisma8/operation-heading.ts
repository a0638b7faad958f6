/** What Prisma 7 writes above a statement that does what an operation of Prisma 8 does, by how the operation's id begins. */
const headings: readonly (readonly [id: RegExp, sql: RegExp, heading: string])[] = [
  [/^table\./, /^create\s+table/i, 'CreateTable'],
  [/^dropTable\./, /^drop\s+table/i, 'DropTable'],
  [/^index\..*\.rename$/, /^alter\s+index/i, 'RenameIndex'],
  [/^index\./, /^create\s+(?:unique\s+)?index/i, 'CreateIndex'],
  [/^dropIndex\./, /^drop\s+index/i, 'DropIndex'],
  [/^foreignKey\./, /^alter\s+table/i, 'AddForeignKey'],
  [
    /^(?:column|unique|primaryKey|setDefault|dropDefault|dropConstraint|dropColumn|alterType|alterNullability)[.:]/,
    /^alter\s+table/i,
    'AlterTable',
  ],
];

/** The heading of an operation that `migration plan` makes; undefined for one that only a person writes. */
export function headingOfOperation(id: string, sql: string): string | undefined {
  const begin = sql.trimStart();
  return headings.find(([ofId, ofSql]) => ofId.test(id) && ofSql.test(begin))?.[2];
}
