import { sharedPglite, sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';
import { testChanges, testSchemas } from './cases';

const openServer = async (): Promise<string> => (await sharedServer()).createDatabase();

async function openEmbedded(): Promise<string> {
  const { url, clear } = await sharedPglite();
  await clear();
  await runSql(url, 'CREATE EXTENSION vector; CREATE EXTENSION pg_trgm;');
  return url;
}

describe('The page of what Prisma does not see', () => {
  testChanges({ version: 6 }, openServer);
  testChanges({ version: 7, previewFeatures: ['partialIndexes'] }, openServer);
  testSchemas({ version: 6 }, openServer);
  testSchemas({ version: 7 }, openServer);
  testSchemas({ version: 7, previewFeatures: ['partialIndexes'] }, openServer);
  for (const version of [6, 7] as const) {
    testChanges({ version, embedded: true }, openEmbedded);
    testSchemas({ version, embedded: true }, openEmbedded);
  }
});
