export { definePrismaConfig } from '@prisma/cli-engine';
