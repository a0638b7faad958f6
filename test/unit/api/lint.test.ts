import assert from 'node:assert/strict';
import { lint } from '../../../src/api';
import { runCliHere } from '../../helpers/cli-here';
import { inExample } from '../../helpers/example';

describe('lint of the npm package', () => {
  it(
    'gives what lint --format json prints',
    inExample(async ({ folder }) => {
      const { stdout } = await runCliHere(folder, ['lint', '--format', 'json']);
      const report = await lint({ cwd: folder });
      assert.deepEqual(report, JSON.parse(stdout));
      assert.equal(report.summary.findings.error, 2);
      assert.equal(report.projects[0]?.queries, undefined);
      const queries = await runCliHere(folder, ['lint', '--queries', '--format', 'json']);
      const withQueries = await lint({ cwd: folder, queries: true });
      assert.deepEqual(withQueries, JSON.parse(queries.stdout));
      assert.equal(withQueries.projects[0]?.queries?.searches.length, 1);
    }),
  );

  it('fails with a sentence, as the command line does', async () => {
    const failing = lint({ cwd: '/', paths: ['nowhere'] });
    await assert.rejects(failing, { name: 'HumanError', message: /nowhere could not be found/ });
  });
});
