import { testsOfHistories, testsOfOurs } from './cases';

describe('The next migration of Prisma 7, without a database', () => {
  testsOfHistories(7);
});

describe('The next migration of Prisma 6, without a database', () => {
  testsOfOurs(6);
  testsOfHistories(6);
});
