import fs from 'node:fs';
import { byHand, migrationFile, modelsWith, names, schemaHead } from './base';
import type { Place, State } from './setting';

const droppedByPrisma = ['index notes_of_customer', 'index notes_tags'];

function withSchema({ write }: Place, more: Parameters<typeof modelsWith>[0]): void {
  write({ 'prisma/schema.prisma': schemaHead + modelsWith(more) });
}

const drop = '-- DropIndex\nDROP INDEX "notes_tags";\n\n-- DropIndex\nDROP INDEX "notes_of_customer";\n\n';
const add = '-- AlterTable\nALTER TABLE "notes" ADD COLUMN     "pinned" BOOLEAN NOT NULL DEFAULT false;\n';
const pinned = 'pinned      Boolean   @default(false)';

/** States in which something is about to be applied. */
export const drafts: readonly State[] = [
  {
    title: 'a draft of Prisma drops hand-made indexes',
    make: (place) => {
      withSchema(place, { notes: pinned });
      place.write({ [migrationFile('20250401000000_pinned')]: drop + add });
      return Promise.resolve();
    },
    begin: { tool: 'lint' },
    adds: ['column notes.pinned'],
    tempted: async ({ prisma }) => void (await prisma('migrate', 'deploy')),
    lost: droppedByPrisma,
  },
  {
    title: 'schema.prisma has changed, and there is no migration yet',
    make: (place) => Promise.resolve(withSchema(place, { notes: pinned })),
    begin: { tool: 'safe_migrate', given: { name: 'pinned' } },
    person: () => Promise.resolve(),
    adds: ['column notes.pinned'],
    tempted: async ({ prisma }) => {
      await prisma('migrate', 'dev', '--create-only', '--name', 'pinned');
      await prisma('migrate', 'deploy');
    },
    lost: droppedByPrisma,
  },
  {
    title: 'schema.prisma has a new unique field, of which Prisma warns',
    make: (place) => Promise.resolve(withSchema(place, { customers: 'phone      String?   @unique' })),
    begin: { tool: 'safe_migrate', given: { name: 'phone' } },
    person: () => Promise.resolve(),
    adds: ['column customers.phone', 'index customers_phone_key'],
    tempted: async ({ prisma }) => void (await prisma('db', 'push', '--accept-data-loss')),
    lost: droppedByPrisma,
  },
  {
    title: 'a model got another name',
    make: ({ write }) => {
      const renamed = modelsWith().replaceAll(/\bnotes\b(?=\[\]| \{)/g, 'memos').replace('  notes ', '  memos ');
      write({ 'prisma/schema.prisma': schemaHead + renamed });
      return Promise.resolve();
    },
    begin: { tool: 'safe_migrate', given: { name: 'memos' } },
    tempted: async ({ prisma }) => {
      await prisma('migrate', 'dev', '--create-only', '--name', 'memos');
      await prisma('migrate', 'deploy');
    },
    lost: [],
  },
  {
    title: 'a column with a hand-made index gets another type',
    make: async (place) => {
      await Promise.resolve();
      place.write({
        'prisma/schema.prisma': schemaHead + modelsWith().replace(/tags .*/, 'tags        String'),
      });
    },
    begin: { tool: 'safe_migrate', given: { name: 'tags_as_text' } },
    tempted: async ({ prisma }) => void (await prisma('db', 'push', '--accept-data-loss')),
    lost: [],
  },
];
void byHand; void names; void fs;
