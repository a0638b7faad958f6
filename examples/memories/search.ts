// Finds what a person said by its meaning. The operator is the one that idx_memories_embedding serves: <=>, the cosine
// distance. By any other one, or by the similarity, PostgreSQL would compare all memories.
import type { PrismaClient } from './generated/client/client';

export interface FoundMemory {
  id: string;
  content: string;
  similarity: number;
}

/** The memories of all chats that are the nearest to a vector of 384 numbers, the nearest first. */
export async function searchMemories(prisma: PrismaClient, embedding: number[], limit = 10) {
  const wanted = JSON.stringify(embedding);
  return await prisma.$queryRaw<FoundMemory[]>`
    SELECT id, content, 1 - (embedding <=> ${wanted}::vector) AS similarity
    FROM memories
    WHERE embedding IS NOT NULL
    ORDER BY embedding <=> ${wanted}::vector
    LIMIT ${limit}`;
}
