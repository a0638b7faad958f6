import type { MigrationExample } from './example';

const schema = 'model bookings {\n  id Int @id\n  seats Int\n  starts DateTime\n  ends DateTime\n}';
const table =
  '-- CreateTable\nCREATE TABLE "bookings" ("id" INTEGER NOT NULL, "seats" INTEGER NOT NULL, "starts" TIMESTAMP(3) NOT NULL, "ends" TIMESTAMP(3) NOT NULL);';
const history = [
  table,
  'ALTER TABLE bookings ADD CONSTRAINT seats_check CHECK (seats > 0);\nALTER TABLE bookings ADD CONSTRAINT dates_check CHECK (starts < ends);',
];
const typeChange =
  '-- AlterTable\nALTER TABLE "bookings" DROP COLUMN "seats",\nADD COLUMN     "seats" BIGINT NOT NULL;\n';
const seatsLost =
  'error: Drops the column seats of bookings, and with it the CHECK constraint seats_check. The column is added again, without it.';

export const examples: readonly MigrationExample[] = [
  {
    title: 'Prisma changes the type of a column',
    ...{ history, schema },
    migration: typeChange,
    reports: [seatsLost],
    fixed: `${typeChange.trimEnd()}\n\n-- migration-guard: the CHECK constraint seats_check, as before\nALTER TABLE "bookings" ADD CONSTRAINT "seats_check" CHECK (seats > 0);\n`,
  },
  {
    title: 'a person makes it again behind that',
    ...{ history, schema },
    migration: `${typeChange}ALTER TABLE bookings ADD CONSTRAINT seats_check CHECK (seats > 0);\n`,
    reports: [],
  },
  {
    title: 'a column leaves, and with it what only it was checked by',
    ...{ history, schema: schema.replace('  seats Int\n', '') },
    migration: '-- AlterTable\nALTER TABLE "bookings" DROP COLUMN "seats";\n',
    reports: [],
  },
  {
    title: 'a column leaves, and a check over another one goes along',
    ...{ history, schema: schema.replace('  ends DateTime\n', '') },
    migration: '-- AlterTable\nALTER TABLE "bookings" DROP COLUMN "ends";\n',
    reports: [
      'warning: Drops the column ends of bookings, and with it the CHECK constraint dates_check. It spoke of starts, too.',
    ],
  },
  {
    title: 'a field gets another name',
    ...{ history, schema: schema.replace('seats Int', 'places Int') },
    migration:
      '-- AlterTable\nALTER TABLE "bookings" DROP COLUMN "seats",\nADD COLUMN     "places" INTEGER NOT NULL;\n',
    reports: [
      'error: Drops the column seats of bookings, and with it the CHECK constraint seats_check. places, which looks like the same column under a new name, is added without it.',
    ],
    fixed:
      '-- AlterTable\nALTER TABLE "bookings" DROP COLUMN "seats",\nADD COLUMN     "places" INTEGER NOT NULL;\n\n-- migration-guard: the CHECK constraint seats_check, as before\nALTER TABLE "bookings" ADD CONSTRAINT "seats_check" CHECK ("places" > 0);\n',
  },
  {
    title: 'a model gets another name',
    ...{ history, schema: schema.replace('bookings', 'reservations') },
    migration: `-- DropTable\nDROP TABLE "bookings";\n\n${table.replace('"bookings"', '"reservations"')}\n`,
    reports: [
      'error: Drops the table bookings, and with it the CHECK constraints seats_check and dates_check. reservations, which looks like the same table under a new name, is made without them.',
    ],
  },
  {
    title: 'a table leaves',
    ...{ history, schema: '' },
    migration: '-- DropTable\nDROP TABLE "bookings";\n',
    reports: [],
  },
  {
    title: 'a person drops one, and does not say why',
    ...{ history, schema },
    migration: 'ALTER TABLE bookings DROP CONSTRAINT seats_check;\n',
    reports: ['warning: Drops the CHECK constraint seats_check of bookings.'],
    fixed: '-- migration-guard: kept seats_check\n',
  },
  {
    title: 'a person says why',
    ...{ history, schema },
    migration:
      '-- A booking without seats holds a table for later.\nALTER TABLE bookings DROP CONSTRAINT seats_check;\n',
    reports: ['info: Drops the CHECK constraint seats_check of bookings.'],
  },
  {
    title: 'a person puts another in its place',
    ...{ history, schema },
    migration:
      'ALTER TABLE bookings DROP CONSTRAINT seats_check;\nALTER TABLE bookings ADD CONSTRAINT seats_check CHECK (seats >= 0);\n',
    reports: [],
  },
  {
    title: 'Prisma makes a foreign key again that could wait',
    history: [
      `${table}\nCREATE TABLE "rooms" ("id" INTEGER PRIMARY KEY);\nALTER TABLE bookings ADD COLUMN room integer;`,
      'ALTER TABLE bookings ADD CONSTRAINT "bookings_room_fkey" FOREIGN KEY (room) REFERENCES rooms (id) DEFERRABLE INITIALLY DEFERRED;',
    ],
    schema,
    migration:
      '-- DropForeignKey\nALTER TABLE "bookings" DROP CONSTRAINT "bookings_room_fkey";\n\n-- AddForeignKey\nALTER TABLE "bookings" ADD CONSTRAINT "bookings_room_fkey" FOREIGN KEY ("room") REFERENCES "rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;\n',
    reports: ['error: Takes DEFERRABLE from the deferrable constraint bookings_room_fkey of bookings.'],
    fixed:
      '-- DropForeignKey\nALTER TABLE "bookings" DROP CONSTRAINT "bookings_room_fkey";\n\n-- AddForeignKey\nALTER TABLE "bookings" ADD CONSTRAINT "bookings_room_fkey" FOREIGN KEY ("room") REFERENCES "rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;\n\n-- migration-guard: the deferrable constraint bookings_room_fkey, as before\nALTER TABLE "bookings" ALTER CONSTRAINT "bookings_room_fkey" DEFERRABLE INITIALLY DEFERRED;\n',
  },
  {
    title: 'a later migration makes it again',
    ...{ history, schema },
    migration: typeChange,
    later: ['ALTER TABLE bookings ADD CONSTRAINT seats_check CHECK (seats > 0);'],
    reports: [],
  },
];
