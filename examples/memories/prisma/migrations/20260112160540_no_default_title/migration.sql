-- AlterTable
ALTER TABLE "chats" ALTER COLUMN "title" DROP DEFAULT;
