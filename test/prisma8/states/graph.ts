import type { RawOperation } from '../../helpers/prisma-8/operations';
import { begin, contents, models } from './base';
import type { Place, State } from './state';

const bodyIndex: RawOperation = {
  id: 'index.Note.note_body',
  sql: 'CREATE INDEX note_body ON "Note" (body text_pattern_ops)',
};
const pinned = '  pinned    Boolean @default(false)';
const withoutBody = (more = ''): string => models(more).replace('  body      String\n', '');

/** Two migrations from the first one's contract: one adds a column, one drops what an index in plain SQL is on. */
async function branch(place: Place): Promise<{ readonly left: string; readonly right: string }> {
  await place.run('contract', 'emit');
  const first = await place.migration('init', [bodyIndex]);
  await place.emit(withoutBody());
  const right = await place.migration('right', [], { from: first });
  await place.emit(models(pinned));
  const left = await place.migration('left', [], { from: first });
  await place.run('db', 'migrate', '--to', left);
  return { left, right };
}

const dropsBody = { loses: ['index note_body'], drops: ['column Note.body'] };

export const graph: readonly State[] = [
  {
    title: 'two branches, of which one drops what an index in plain SQL is on',
    contents,
    make: branch,
    updateLoses: ['index note_body'],
    freshLacks: [],
    migrations: { right: dropsBody },
  },
  {
    title: 'two branches and the migrations that join them',
    contents,
    make: async (place) => {
      const { left, right } = await branch(place);
      await place.emit(withoutBody(pinned));
      await place.migration('join_left', [], { from: left });
      await place.migration('join_right', [], { from: right });
      await place.run('db', 'migrate');
    },
    updateLoses: [],
    freshLacks: [],
    migrations: { right: dropsBody, join_left: dropsBody },
  },
  {
    title: 'a migration, the way back, and another one forward',
    contents,
    make: async (place) => {
      await begin(place);
      await place.emit(models('  summary   String?'));
      await place.migration('summary', [
        {
          id: 'index.Note.note_summary',
          sql: 'CREATE INDEX note_summary ON "Note" (summary text_pattern_ops)',
        },
      ]);
      await place.run('db', 'migrate');
      await place.emit(models());
      await place.migration('back');
      await place.run('db', 'migrate');
      await place.emit(models(pinned));
      await place.migration('pinned');
      await place.run('db', 'migrate');
    },
    updateLoses: [],
    freshLacks: [],
    migrations: { back: { loses: ['index note_summary'], drops: ['column Note.summary'] } },
  },
];
