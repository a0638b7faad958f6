import { testsOfOurs } from './cases';

describe('The next migration of Prisma 6, without a database', () => {
  testsOfOurs(6);
});
