import { applyMigrations } from '../../../helpers/applied-migrations';
import { allRows, migrationFile, modelsWith, schemaHead } from './base';
import type { Place, State } from './setting';

function reset({ prisma }: Place): Promise<unknown> {
  return prisma('migrate', 'reset', '--force');
}
async function deploy({ prisma }: Place): Promise<void> {
  await prisma('migrate', 'status');
  await prisma('migrate', 'deploy');
}

const begin = { tool: 'status' } as const;
const dropping = '20250401000000_pinned';

/** States in which the database lacks something, or has something besides. */
export const losses: readonly State[] = [
  {
    title: 'an applied migration dropped hand-made indexes',
    make: async ({ write, commit, url }) => {
      const sql = '-- DropIndex\nDROP INDEX "notes_tags";\n\n-- DropIndex\nDROP INDEX "notes_of_customer";\n';
      write({ [migrationFile(dropping)]: sql });
      commit('pinned');
      await applyMigrations(url, { [dropping]: sql });
    },
    begin,
    tempted: deploy,
    lost: ['index notes_of_customer', 'index notes_tags'],
  },
  {
    title: 'an index was dropped by hand',
    make: ({ sql }) => sql('DROP INDEX notes_tags'),
    begin,
    tempted: reset,
    lost: allRows,
  },
  {
    title: 'a CHECK, a trigger and a policy were dropped by hand',
    make: async ({ sql }) => {
      await sql('ALTER TABLE customers DROP CONSTRAINT customers_email_check');
      await sql('DROP TRIGGER notes_trim ON notes');
      await sql('DROP POLICY notes_of_live ON notes; ALTER TABLE notes DISABLE ROW LEVEL SECURITY');
    },
    begin,
    tempted: deploy,
    lost: [
      'constraint customers_email_check',
      'policy notes_of_live',
      'row level security notes',
      'trigger notes_trim',
    ],
  },
  {
    title: 'an index is invalid',
    make: async ({ sql }) => {
      await sql(`UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'notes_title_lower'::regclass`);
    },
    begin,
    tempted: deploy,
    lost: ['index notes_title_lower'],
  },
  {
    title: 'another index has the name of a hand-made one',
    make: async ({ sql }) => {
      await sql('DROP INDEX customers_email_live; CREATE INDEX customers_email_live ON customers (email)');
    },
    begin,
    person: ({ paste }, told) => paste(/npx migration-guard restore .+$/.exec(told)?.[0] ?? ''),
    tempted: reset,
    lost: allRows,
  },
  {
    title: 'the database has a column that was made by hand',
    make: async ({ sql }) => {
      await sql(`ALTER TABLE customers ADD COLUMN phone text; UPDATE customers SET phone = '0' || id`);
    },
    begin: { tool: 'status', given: { schema: true } },
    schema: true,
    person: ({ write }, told) => {
      write({
        [migrationFile('20250401000000_phone')]: /too:\n([^]+)$/.exec(told)?.[1] ?? '',
        'prisma/schema.prisma': schemaHead + modelsWith({ customers: 'phone      String?' }),
      });
    },
    adds: ['column customers.phone', 'value customers.phone of 1', 'value customers.phone of 2'],
    tempted: ({ prisma }) => prisma('db', 'push', '--accept-data-loss'),
    lost: [
      'column customers.phone',
      'index notes_of_customer',
      'index notes_tags',
      'value customers.phone of 1',
      'value customers.phone of 2',
    ],
  },
];
