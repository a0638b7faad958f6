import { testOfPrisma } from './cases';

describe('The next migration of Prisma 7, without a database', () => {
  testOfPrisma(7);
});
