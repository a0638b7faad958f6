import { runCliHere } from '../../helpers/cli-here';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import { type PrismaProject } from '../../helpers/prisma-project';

export const migrations = {
  '20260101000000_init': `-- CreateTable
CREATE TABLE "chats" ("id" TEXT NOT NULL, "title" TEXT, CONSTRAINT "chats_pkey" PRIMARY KEY ("id"));
`,
  '20260102000000_search':
    "CREATE INDEX chats_search ON chats USING gin (to_tsvector('simple', title));\nCREATE INDEX chats_fast ON chats USING hash (title);\n",
};

export const models = `model chats {
  id    String  @id
  title String?
  tag   String?
}
`;

export const undeclared = { migrations, models };
export const declared = {
  migrations,
  models: models.replace('}', '\n  @@index([title], map: "chats_fast", type: Hash)\n}'),
};

export const predict = (
  { folder }: PrismaProject,
  args: readonly string[] = [],
  env: Record<string, string> = {},
  run = runCliHere,
) => run(folder, ['predict', ...args], { ...prismaEnvironment(folder), COLUMNS: '80', ...env });
