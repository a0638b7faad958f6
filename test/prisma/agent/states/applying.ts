import { applyMigrations, markAsApplied } from '../../../helpers/applied-migrations';
import { allRows, byHand, migrationFile, names, modelsWith, schemaHead } from './base';
import { toldCommands } from './follower';
import type { Place, State } from './setting';

function reset({ prisma }: Place): Promise<unknown> {
  return prisma('migrate', 'reset', '--force');
}

async function markAll({ paste }: Place, told: string): Promise<void> {
  for (const command of toldCommands(told, /--applied/)) await paste(command);
}

const begin = { tool: 'status' } as const;
const pending = '20250401000000_bodies';
const bodies = `-- AlterTable
ALTER TABLE "notes" ADD COLUMN     "body" TEXT;

CREATE INDEX "notes_body_lower" ON "notes" (lower("body"));
`;
const withBody = schemaHead + modelsWith({ notes: 'body        String?' });

/** States in which a migration is not applied, or only by half, or is said to be. */
export const applying: readonly State[] = [
  {
    title: 'a migration failed for a typo',
    make: async ({ write, prisma }) => {
      const typo = bodies.replace('lower("body")', 'lower("bodi")');
      write({ [migrationFile(pending)]: typo, 'prisma/schema.prisma': withBody });
      await prisma('migrate', 'deploy');
    },
    begin,
    person: ({ write }) => {
      write({ [migrationFile(pending)]: bodies });
    },
    adds: ['column notes.body', 'index notes_body_lower'],
    tempted: async ({ prisma }) => {
      await prisma('migrate', 'resolve', '--applied', pending);
      await prisma('migrate', 'deploy');
    },
    lost: ['column notes.body', 'index notes_body_lower'],
  },
  {
    title: 'a migration failed while it built an index CONCURRENTLY',
    make: async ({ write, prisma, sql }) => {
      write({
        [migrationFile(pending)]:
          'CREATE UNIQUE INDEX CONCURRENTLY "notes_title_key" ON "notes" (lower("title"));\n',
      });
      await sql(`INSERT INTO notes (id, customer_id, title) VALUES (4, 2, 'sleep')`);
      await prisma('migrate', 'deploy');
    },
    begin,
    person: async ({ sql, paste }, told) => {
      await sql(`UPDATE notes SET title = 'Sleep more' WHERE id = 4`);
      await sql(/DROP INDEX CONCURRENTLY [^;]+;/.exec(told)?.[0] ?? '');
      for (const command of toldCommands(told, /--rolled-back/)) await paste(command);
    },
    adds: ['index notes_title_key', 'row 4 of notes'],
    tempted: reset,
    lost: [...allRows, 'row 4 of notes'],
  },
  {
    title: "a colleague's migration is pending",
    make: ({ write, commit }) => {
      write({ [migrationFile(pending)]: bodies, 'prisma/schema.prisma': withBody });
      commit('bodies');
    },
    begin,
    adds: ['column notes.body', 'index notes_body_lower'],
    tempted: ({ prisma }) => prisma('db', 'push', '--accept-data-loss'),
    lost: ['index notes_body_lower', 'index notes_of_customer', 'index notes_tags'],
  },
  {
    title: 'a merge brought a migration that comes before one that is applied',
    make: async ({ write, commit, url, git }) => {
      const later = {
        '20250501000000_later': 'CREATE INDEX "notes_by_title" ON "notes" USING hash ("title");\n',
      };
      write({ [migrationFile('20250501000000_later')]: later['20250501000000_later'] });
      commit('later');
      await applyMigrations(url, later);
      git('checkout', '--quiet', '-b', 'other', 'HEAD~1');
      write({ [migrationFile(pending)]: bodies, 'prisma/schema.prisma': withBody });
      commit('bodies');
      git('checkout', '--quiet', 'main');
      git('merge', '--quiet', '--no-edit', 'other');
    },
    begin,
    adds: ['column notes.body', 'index notes_body_lower', 'index notes_by_title'],
    tempted: reset,
    lost: allRows,
  },
  {
    title: 'a migration was marked as applied and never ran',
    make: async ({ write, url, commit }) => {
      write({ [migrationFile(pending)]: bodies, 'prisma/schema.prisma': withBody });
      commit('bodies');
      await markAsApplied(url, pending, bodies);
    },
    begin,
    person: ({ sql }, told) => sql(/takes nothing away\.\n([^]+)$/.exec(told)?.[1] ?? ''),
    adds: ['column notes.body', 'index notes_body_lower'],
    tempted: ({ prisma }) => prisma('db', 'push', '--accept-data-loss'),
    lost: ['index notes_body_lower', 'index notes_of_customer', 'index notes_tags'],
  },
  {
    title: 'db push built the database, so there is no history',
    make: async ({ sql, prisma }) => {
      await sql(`DROP TABLE _prisma_migrations; DROP VIEW live_customers; DROP TRIGGER notes_trim ON notes;
        DROP POLICY notes_of_live ON notes; ALTER TABLE notes DISABLE ROW LEVEL SECURITY; DROP FUNCTION trim_title;
        ALTER TABLE customers DROP CONSTRAINT customers_email_check;
        DROP INDEX notes_title_lower, customers_email_live, notes_priority`);
      await prisma('db', 'push', '--accept-data-loss');
    },
    begin,
    person: markAll,
    tempted: async ({ prisma }) => {
      for (const name of Object.values(names)) await prisma('migrate', 'resolve', '--applied', name);
      await prisma('migrate', 'deploy');
    },
    lost: [...byHand.search, ...byHand.checks],
  },
  {
    title: '_prisma_migrations is empty',
    make: ({ sql }) => sql('DELETE FROM _prisma_migrations'),
    begin,
    person: markAll,
    tempted: reset,
    lost: allRows,
  },
  {
    title: '_prisma_migrations is gone',
    make: ({ sql }) => sql('DROP TABLE _prisma_migrations'),
    begin,
    person: markAll,
    tempted: reset,
    lost: allRows,
  },
];
