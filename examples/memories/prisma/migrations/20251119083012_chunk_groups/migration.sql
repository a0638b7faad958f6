-- AlterTable
ALTER TABLE "memories" ADD COLUMN     "chunk_group_id" UUID;

-- Few memories are chunks: only those are worth an index.
CREATE INDEX "memories_chunk_group_id_idx" ON "memories"("chunk_group_id") WHERE "chunk_group_id" IS NOT NULL;
