import * as vscode from 'vscode';
import { encodedPassword, secrets } from '../../helpers/environments';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { setDatabaseUrl, startProjectDatabase } from './database';
import { logText, logShows } from './log';

describe('the log', () => {
  const refresh = () => vscode.commands.executeCommand('migrationGuard.refresh');

  afterEach(() => vscode.commands.executeCommand('workbench.action.closePanel'));

  it('logs every call that a refresh makes, with how long it took', async function () {
    this.timeout(120_000);
    const database = await startProjectDatabase();
    try {
      await database.applyCommitted();
      await refresh();
      const asked =
        /\[info\] database 127\.0\.0\.1:\d+\/\S+: reading _prisma_migrations, \d+ rows \(\d+ ms\)/;
      await logShows(asked);
    } finally {
      await database.close();
    }
  });

  it('logs a call that failed, and never a password', async () => {
    await setDatabaseUrl(`postgresql://ann:${encodedPassword}@127.0.0.1:1/app`);
    try {
      await refresh();
      await logShows(/\[warning\] database 127\.0\.0\.1:1\/app: .*, failed: ECONNREFUSED \(\d+ ms\)/);
      assertNoSecrets(await logText(), secrets);
    } finally {
      await setDatabaseUrl(undefined);
    }
  });
});
