import assert from 'node:assert/strict';
import { sharedServer } from '../helpers/shared-servers';
import { openSession } from '../helpers/sql';
import { columnTypes, tryTypeChanges } from './support/refusals';

describe('What PostgreSQL is said to refuse, of every change of type under every index', () => {
  it('is refused, in these words', async function () {
    this.timeout(300_000);
    const session = await openSession(await (await sharedServer()).createDatabase());
    const { wrong, foreseen } = await tryTypeChanges(session, columnTypes).finally(() => session.close());
    assert.deepEqual(wrong, []);
    assert.ok(foreseen > 1500, `${foreseen} were foreseen`);
  });
});
