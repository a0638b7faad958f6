import type { Prisma8Contents } from '../../helpers/prisma-8/project';
import type { Place } from './state';

/** The models that most states begin with. @param more lines of Note */
export function models(more = ''): string {
  return `model Author {
  id    Int    @id @default(autoincrement())
  email String @unique
  notes Note[]
}

model Note {
  id        Int       @id @default(autoincrement())
  title     String
  body      String
  archived  DateTime?
  embedding pgvector.Vector(length: 3)?
  authorId  Int
  author    Author    @relation(fields: [authorId], references: [id], onDelete: Cascade)
${more}
  @@index([authorId])
}`;
}

export const contents: Prisma8Contents = { contract: models(), extensions: ['pgvector'] };

/** Emits the contract, plans the first migration, and runs it. */
export async function begin(place: Place): Promise<void> {
  await place.run('contract', 'emit');
  await place.migration('init');
  await place.run('db', 'migrate');
}
