import fs from 'node:fs';
import { byHand, migrationFile, modelsWith, schemaHead } from './base';
import type { Place, State } from './setting';

const droppedByPrisma = ['index notes_of_customer', 'index notes_tags'];

function withSchema({ write }: Place, more: Parameters<typeof modelsWith>[0]): void {
  write({ 'prisma/schema.prisma': schemaHead + modelsWith(more) });
}

const drop = '-- DropIndex\nDROP INDEX "notes_tags";\n\n-- DropIndex\nDROP INDEX "notes_of_customer";\n\n';
const add = '-- AlterTable\nALTER TABLE "notes" ADD COLUMN     "pinned" BOOLEAN NOT NULL DEFAULT false;\n';
const pinned = 'pinned      Boolean   @default(false)';

/** Writes over the migration of that name, as a person does who was asked to edit it. */
function rewrite({ at, write }: Place, name: string, sql: string): void {
  const folder = fs.readdirSync(at('prisma/migrations')).find((one) => one.endsWith(`_${name}`));
  write({ [migrationFile(folder ?? name)]: sql });
}

const rename = `ALTER TABLE "notes" RENAME TO "memos";
ALTER TABLE "memos" RENAME CONSTRAINT "notes_pkey" TO "memos_pkey";
ALTER TABLE "memos" RENAME CONSTRAINT "notes_customer_id_fkey" TO "memos_customer_id_fkey";
`;
const retype = `ALTER TABLE "notes" ALTER COLUMN "priority" TYPE INTEGER USING "priority"::integer;
`;

/** States in which something is about to be applied. */
export const drafts: readonly State[] = [
  {
    title: 'a draft of Prisma drops hand-made indexes',
    make: (place) => {
      withSchema(place, { notes: pinned });
      place.write({ [migrationFile('20250401000000_pinned')]: drop + add });
    },
    begin: { tool: 'lint' },
    adds: ['column notes.pinned'],
    tempted: ({ prisma }) => prisma('migrate', 'deploy'),
    lost: droppedByPrisma,
  },
  {
    title: 'schema.prisma has changed, and there is no migration yet',
    make: (place) => withSchema(place, { notes: pinned }),
    begin: { tool: 'safe_migrate', given: { name: 'pinned' } },
    person: () => undefined,
    adds: ['column notes.pinned'],
    tempted: async ({ prisma }) => {
      await prisma('migrate', 'dev', '--create-only', '--name', 'pinned');
      await prisma('migrate', 'deploy');
    },
    lost: droppedByPrisma,
  },
  {
    title: 'schema.prisma has a new unique field, of which Prisma warns',
    make: (place) => withSchema(place, { customers: 'phone      String?   @unique' }),
    begin: { tool: 'safe_migrate', given: { name: 'phone' } },
    person: () => undefined,
    adds: ['column customers.phone', 'index customers_phone_key'],
    tempted: ({ prisma }) => prisma('db', 'push', '--accept-data-loss'),
    lost: droppedByPrisma,
  },
  {
    title: 'a model got another name',
    make: ({ write }) => {
      write({
        'prisma/schema.prisma': schemaHead + modelsWith().replaceAll(/\bnotes(?=\[\]| \{)/g, 'memos'),
      });
    },
    begin: { tool: 'safe_migrate', given: { name: 'memos' } },
    person: (place) => rewrite(place, 'memos', rename),
    renamed: (text) => text.replaceAll(/\bnotes(?=\b|_pkey\b|_customer_id_fkey\b)/g, 'memos'),
    tempted: ({ prisma }) => prisma('db', 'push', '--accept-data-loss'),
    lost: [
      ...byHand.search.filter((name) => name.includes('notes')),
      'policy notes_of_live',
      'row 1 of memos',
      'row 2 of memos',
      'row 3 of memos',
      'row level security memos',
      'trigger notes_trim',
    ],
  },
  {
    title: 'a column with a hand-made index gets another type',
    make: ({ write }) => {
      write({
        'prisma/schema.prisma': schemaHead + modelsWith().replace('priority    String?', 'priority    Int?'),
      });
    },
    begin: { tool: 'safe_migrate', given: { name: 'priority' } },
    person: (place) => rewrite(place, 'priority', retype),
    changes: ['column notes.priority'],
    tempted: ({ prisma }) => prisma('db', 'push', '--accept-data-loss'),
    lost: [
      'index notes_of_customer',
      'index notes_priority',
      'index notes_tags',
      'value notes.priority of 1',
      'value notes.priority of 2',
    ],
  },
];
