import fs from 'node:fs';
import { applyMigrations } from '../../../helpers/applied-migrations';
import { allRows, byHand, migrationFile, migrations, names } from './base';
import type { Place, State } from './setting';

function edit({ write }: Place, name: keyof typeof migrations, change: (sql: string) => string): void {
  write({ [migrationFile(name)]: change(migrations[name]) });
}

/** What agents do when `migrate dev` says that the database has to be reset. */
function reset({ prisma }: Place): Promise<unknown> {
  return prisma('migrate', 'reset', '--force');
}

const begin = { tool: 'status' } as const;

const squashed = '20250401000000_squashed';

/** States in which files are not what was applied. */
export const texts: readonly State[] = [
  {
    title: 'a comment was written into an applied migration',
    make: (place) => edit(place, names.search, (sql) => `-- Formatted.\n${sql}`),
    begin,
    tempted: reset,
    lost: allRows,
  },
  {
    title: 'an editor changed some line ends and blanks of an applied migration',
    make: (place) => edit(place, names.init, (sql) => sql.replace('\n', '\r\n').replaceAll('    ', '\t')),
    begin,
    tempted: reset,
    lost: allRows,
  },
  {
    title: 'the SQL of an applied migration was changed',
    make: (place) => edit(place, names.search, (sql) => sql.replace(/CREATE INDEX "notes_tags".*\n/, '')),
    begin,
    tempted: reset,
    lost: [...allRows, 'index notes_tags'],
  },
  {
    title: 'a merged migration was edited to add a column',
    make: (place) => {
      place.git('checkout', '--quiet', '-b', 'feature');
      edit(place, names.checks, (sql) => `${sql}ALTER TABLE "notes" ADD COLUMN "pinned" BOOLEAN;\n`);
      place.commit('pinned');
    },
    begin: { tool: 'lint' },
    tempted: reset,
    lost: allRows,
  },
  {
    title: 'the folder of an applied migration was deleted',
    make: ({ at }) => {
      fs.rmSync(at(`prisma/migrations/${names.search}`), { recursive: true });
    },
    begin,
    tempted: reset,
    lost: [...allRows, ...byHand.search],
  },
  {
    title: 'a migration of another branch is applied here',
    make: async ({ git, write, commit, url }) => {
      const other = {
        '20250401000000_titles': 'CREATE INDEX "notes_by_title" ON "notes" USING hash ("title");\n',
      };
      git('checkout', '--quiet', '-b', 'other');
      write({ [migrationFile('20250401000000_titles')]: other['20250401000000_titles'] });
      commit('titles');
      await applyMigrations(url, other);
      git('checkout', '--quiet', 'main');
    },
    begin,
    person: ({ git }) => {
      git('merge', '--quiet', 'other');
    },
    adds: ['index notes_by_title'],
    tempted: reset,
    lost: [...allRows, 'index notes_by_title'],
  },
  {
    title: 'the migrations were squashed from schema.prisma, without what was made by hand',
    make: ({ at, write }) => {
      for (const name of Object.values(names))
        fs.rmSync(at(`prisma/migrations/${name}`), { recursive: true });
      write({ [migrationFile(squashed)]: `-- One for all.\n${migrations[names.init]}` });
    },
    begin: { tool: 'lint' },
    person: ({ write, commit }) => {
      write({ [migrationFile(squashed)]: Object.values(migrations).join('\n') });
      commit('squash');
    },
    tempted: reset,
    lost: [...allRows, ...byHand.search, ...byHand.checks],
  },
];
