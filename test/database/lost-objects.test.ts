import assert from 'node:assert/strict';
import { applyEdits } from '../../src/core/edits';
import type { Finding, Fix } from '../../src/core/linter/findings/finding';
import { lintHistories, lintText } from '../unit/core/linter/rules/lint-text';
import { freeObjectsOf, objectsOf } from './support/object-catalogue';
import { sharedPostgres, type Postgres } from './support/postgres';

const tables = `-- CreateTable
CREATE TABLE "rooms" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "rooms_pkey" PRIMARY KEY ("id"));

-- CreateTable
CREATE TABLE "bookings" ("id" INTEGER NOT NULL, "room" INTEGER, "seats" TEXT NOT NULL, "starts" INTEGER NOT NULL, "ends" INTEGER NOT NULL, CONSTRAINT "bookings_pkey" PRIMARY KEY ("id"));
`;
const byHand = `CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
ALTER TABLE bookings ADD CONSTRAINT seats_check CHECK (seats <> '0' AND starts >= 0);
ALTER TABLE bookings ADD CHECK (starts < ends);
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (int4range(starts, ends) WITH &&) WHERE (id > 0);
ALTER TABLE bookings ADD CONSTRAINT "bookings_room_fkey" FOREIGN KEY (room) REFERENCES rooms (id) DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER bookings_change BEFORE UPDATE OF seats ON bookings FOR EACH ROW WHEN (NEW.seats IS DISTINCT FROM OLD.seats) EXECUTE FUNCTION note_change();
CREATE TRIGGER "bookings always" AFTER INSERT ON bookings EXECUTE FUNCTION note_change();
ALTER TABLE bookings ENABLE ALWAYS TRIGGER "bookings always";
ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE bookings FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON bookings FOR SELECT USING (bookings.room IN (SELECT id FROM rooms));
CREATE POLICY writes ON bookings AS RESTRICTIVE FOR UPDATE USING (id > 0) WITH CHECK (starts > 1);
CREATE VIEW free_rooms AS SELECT id FROM rooms WHERE id NOT IN (SELECT room FROM bookings WHERE room IS NOT NULL);
`;

/** What is there after some scripts, as PostgreSQL prints it; `renamed` is what a table is called in it again. */
async function stateAfter(
  postgres: Postgres,
  scripts: readonly string[],
  renamed?: readonly [from: string, to: string],
): Promise<string[]> {
  await postgres.reset();
  for (const script of scripts) await postgres.run(script);
  const objects = (await objectsOf(postgres)).map(({ kind, table, name, mode, definition }) =>
    [kind, table, kind === 'row level security' ? '' : name, mode, definition].join(' | '),
  );
  const all = [...objects, ...(await freeObjectsOf(postgres))];
  return all.map((text) => (renamed ? text.replaceAll(...renamed) : text)).sort();
}

function fixesOf(findings: readonly Finding[]): Fix[] {
  return findings.flatMap(({ fixes }) => fixes.find(({ preferred }) => preferred) ?? []);
}

/** As lint --fix does: what touches an earlier fix waits for the next round. */
async function fixedBy(lint: (text: string) => Promise<readonly Finding[]>, text: string): Promise<string> {
  let now = text;
  for (let round = 0; round < 10; round++) {
    const [fix] = fixesOf(await lint(now));
    if (!fix) return now;
    now = applyEdits(now, fix.edits[0]?.edits ?? []);
  }
  throw new Error('The fixes have no end');
}

const changes: readonly {
  readonly title: string;
  readonly migration: string;
  readonly renamed?: readonly [string, string];
}[] = [
  {
    title: 'another type of a column, which takes checks and exclusions along',
    migration:
      '-- AlterTable\nALTER TABLE "bookings" DROP COLUMN "starts" CASCADE,\nADD COLUMN     "starts" INTEGER NOT NULL;\n',
  },
  {
    title: 'another name of a model, which takes everything along',
    migration: `-- DropForeignKey\nALTER TABLE "bookings" DROP CONSTRAINT "bookings_room_fkey";\n\n-- DropTable\nDROP TABLE "bookings" CASCADE;\n\n${(tables.split('\n\n')[1] ?? '').replaceAll('bookings', 'reservations')}\n-- AddForeignKey\nALTER TABLE "reservations" ADD CONSTRAINT "bookings_room_fkey" FOREIGN KEY ("room") REFERENCES "rooms"("id") ON DELETE SET NULL;\n`,
    renamed: ['reservations', 'bookings'],
  },
  {
    title: 'a foreign key made again that cannot wait',
    migration:
      '-- DropForeignKey\nALTER TABLE "bookings" DROP CONSTRAINT "bookings_room_fkey";\n\n-- AddForeignKey\nALTER TABLE "bookings" ADD CONSTRAINT "bookings_room_fkey" FOREIGN KEY ("room") REFERENCES "rooms"("id");\n',
  },
  {
    title: 'statements by hand that name each, and leave an action beside',
    migration:
      'DROP TRIGGER bookings_change ON bookings;\nDROP POLICY own ON bookings;\n-- AlterTable\nALTER TABLE "bookings" DROP CONSTRAINT "seats_check", ALTER COLUMN "seats" DROP NOT NULL;\nALTER TABLE bookings DISABLE ROW LEVEL SECURITY;\n',
  },
];

describe('What a migration loses, and its fix', () => {
  for (const { title, migration, renamed } of changes) {
    it(`PostgreSQL has it again as it was: ${title}`, async () => {
      const postgres = await sharedPostgres();
      const history = [tables, byHand];
      const lint = (text: string) => lintText({ history, schema: '', migration: text });
      const before = await stateAfter(postgres, history);
      const lost = await stateAfter(postgres, [...history, migration], renamed);
      assert.notDeepEqual(lost, before);
      const fixed = await fixedBy(lint, migration);
      const after = await stateAfter(postgres, [...history, fixed], renamed);
      // A view over a table that is dropped is no object of a table: it comes back after a squash only.
      const onTables = (all: readonly string[]) =>
        all.filter((text) => !text.startsWith('view') && !text.startsWith('deferrable'));
      assert.deepEqual(onTables(after), onTables(before));
      assert.equal(
        after.filter((text) => /^deferrable.*DEFERRABLE INITIALLY DEFERRED/.test(text)).length,
        1,
        after.join('\n'),
      );
    });
  }

  it('a squash forgets all of it, and the migration that the fix writes behind it brings it back', async () => {
    const postgres = await sharedPostgres();
    const base = { '20250101000000_init': tables, '20250102000000_by_hand': byHand };
    const squash = `${tables}\n-- AddForeignKey\nALTER TABLE "bookings" ADD CONSTRAINT "bookings_room_fkey" FOREIGN KEY ("room") REFERENCES "rooms"("id");\n`;
    const before = await stateAfter(postgres, Object.values(base));
    const findings = await lintHistories({ base, now: { '20260101000000_squashed': squash } });
    const lost = findings.filter(({ rule }) => rule === 'lost-from-history');
    assert.equal(lost.length, 1);
    const [edits] = fixesOf(lost).flatMap((fix) => fix.edits);
    assert.equal(
      edits?.file,
      '/app/prisma/migrations/20260101000001_restore_hand_made_objects/migration.sql',
    );
    const restored = applyEdits('', edits.edits);
    assert.deepEqual(await stateAfter(postgres, [squash, restored]), before);
    const now = { '20260101000000_squashed': squash, '20260101000001_restore_hand_made_objects': restored };
    const again = await lintHistories({ base, now });
    assert.deepEqual(
      again.filter(({ rule }) => rule === 'lost-from-history'),
      [],
    );
  });
});
