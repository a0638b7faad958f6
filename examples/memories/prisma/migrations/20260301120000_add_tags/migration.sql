-- DropIndex
DROP INDEX "chats_title_idx";

-- DropIndex
DROP INDEX "idx_memories_embedding";

-- AlterTable
ALTER TABLE "memories" ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "memories_chunk_group_id_idx" ON "memories"("chunk_group_id");

-- CreateIndex
CREATE INDEX "memories_tags_idx" ON "memories" USING GIN ("tags");
