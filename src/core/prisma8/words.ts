/** What sentences about projects of Prisma 7 say, and what is so in Prisma 8. In this order. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/Made by hand in (\S+); declared in/g, 'Made in $1; declared in'],
  [
    /The next migrate dev will write a CREATE (?:TABLE|INDEX) for it\./g,
    'Prisma 8 refuses the migration then: db migrate looks whether the database has what the contract declares.',
  ],
  [
    /Databases that have applied it keep the old checksum, and prisma migrate dev will want to reset them\./g,
    'Databases that have applied it stay as they are: Prisma 8 does not run it again.',
  ],
  [
    /Databases that have applied (it|them) still have (?:its row|their rows), and prisma migrate dev will want to reset them\./g,
    'Databases that have applied $1 keep what was made, and new ones are built without.',
  ],
  [
    /After a squash, the new migration has to be marked as applied where the old ones are: \S+ status says so for each database\./g,
    'A database whose contract no migration leads from any more cannot go on.',
  ],
  [
    /To Prisma that is one migration missing and another one new: it will try to apply the same statements again\./g,
    'Databases that have applied it have the old name in their ledger.',
  ],
  [
    /Prisma drops what schema\.prisma does not show: declare the column, as Unsupported\("…"\) where Prisma does not know its type, and Prisma leaves it alone\./g,
    'Prisma 8 drops what schema.prisma does not declare: declare the column there, and it stays.',
  ],
  [
    /Prisma mistakes the expression for a default that the schema does not declare\. Give the field @default\(dbgenerated\(\)\), and it leaves the column alone\./g,
    'A contract cannot declare by what a column is generated.',
  ],
  [
    /Prisma knows sequences of autoincrement\(\) only\. It drops this one because schema\.prisma does not declare the default that uses it\./g,
    'A contract declares no sequences, so Prisma does not make it again.',
  ],
  [
    /Prisma then does not find _prisma_migrations, and the deploy fails \(P1014\)\./g,
    'what is applied behind it runs on the same connection, and finds nothing by its name alone.',
  ],
  [
    /Prisma then looks for _prisma_migrations there, and the deploy fails \(P1014\)\./g,
    'what is applied behind it runs on the same connection, and looks there.',
  ],
  [
    /Prisma then writes its row of the migration as (\S+), to whom _prisma_migrations does not belong, and the deploy fails \(permission denied\)\./g,
    'Prisma then writes into prisma_contract as $1, to whom it may not belong.',
  ],
  [
    /Prisma then cannot write its row of the migration, and the deploy fails\./g,
    'Prisma then cannot write into prisma_contract, and nothing is applied.',
  ],
  [/also its row of the migration\b/g, 'also what Prisma wrote into prisma_contract'],
  [
    /Prisma records a migration on the connection on which it ran\./g,
    'Prisma 8 applies all that is pending on one connection.',
  ],
  [
    /Prisma sends a migration as one query, which is one transaction\. Give this statement a migration of its own\./g,
    'Prisma 8 applies all that is pending in one transaction: take CONCURRENTLY out, or build the index outside of migrations.',
  ],
  [
    /Prisma sends (?:a migration as one query|the file as one transaction)/g,
    'Prisma 8 applies all that is pending in one transaction',
  ],
  // A contract can declare some of them.
  [/ that Prisma cannot see\b/g, ''],
  [/What Prisma does not see of it:/g, 'What a contract cannot declare of it:'],
  [/Prisma does not see (it|them) and will not make \1 again/g, 'Prisma does not make $1 again'],
  [/, and Prisma does not see that\./g, '.'],
  [
    /, and Prisma will treat (it|them) as drift in those that have (?:it|them)/g,
    ', and db update drops $1 where nothing declares $1',
  ],
  [/\/migration\.sql\b/g, '/ops.json'],
];

/** A sentence of ours about a project of Prisma 7, as it is right for one of Prisma 8. */
export function inWordsOfPrisma8(sentence: string, contract: string): string {
  return replacements
    .reduce((text, [from, to]) => text.replaceAll(from, to), sentence)
    .replaceAll('schema.prisma', contract);
}

/** What there is to do by hand, where the fixes of a finding would edit a file that `migration.ts` writes. */
export function byHand(kinds: readonly string[]): string {
  if (kinds.includes('keep')) {
    return ' To keep it, take the operation out of migration.ts, and run that with node.';
  }
  if (kinds.includes('recreate')) {
    return ' To have it again, make it in migration.ts by rawSql behind this, and run that with node.';
  }
  return '';
}
