-- DropIndex
DROP INDEX "idx_memories_embedding";

-- AlterTable
ALTER TABLE "chats" ALTER COLUMN "title" SET DEFAULT 'New chat';
