import assert from 'node:assert/strict';
import { migrationLabel, migrationNames } from '../../../src/core/migration-names';

const now = Date.UTC(2026, 2, 1, 12, 0, 5);

describe('the name of a new migration', () => {
  it('is the time in UTC and what the person calls it, as Prisma writes names', () => {
    assert.deepEqual(migrationNames(' Restore the Index! ', 1, [], now, '7.10.0'), [
      '20260301120005_restore_the_index',
    ]);
  });

  it('is numbered where there are several, a second apart', () => {
    assert.deepEqual(migrationNames('a', 3, ['20260301110000_x'], now, '6.0.0'), [
      '20260301120005_a_1',
      '20260301120006_a_2',
      '20260301120007_a_3',
    ]);
  });

  it('comes after the last one, also if that is in the future', () => {
    assert.deepEqual(migrationNames('a', 1, ['20991231235959_x'], now, '7.10.0'), ['21000101000000_a']);
    assert.deepEqual(migrationNames('a', 1, ['20260301120005_a'], now, '7.10.0'), ['20260301120006_a']);
    assert.deepEqual(migrationNames('a', 1, ['0_init', '0001_x'], now, '7.10.0'), ['20260301120005_a']);
  });

  it('cannot be where a name sorts behind every time', () => {
    assert.throws(() => migrationNames('a', 1, ['init'], now, '7.10.0'), {
      name: 'HumanError',
      message: /after init, /,
    });
  });

  // What slugify makes of them in Prisma's bundle.
  it('splits words at capitals and writes letters without their marks, as Prisma does', () => {
    const labels = {
      addTags: 'add_tags',
      'Add HTTPServer2 & more': 'add_http_server2_and_more',
      'Café über': 'cafe_uber',
      '--name': 'name',
      '../etc/passwd': 'etc_passwd',
    };
    for (const [given, label] of Object.entries(labels)) assert.equal(migrationLabel(given), label);
  });

  it('needs letters or digits', () => {
    assert.throws(() => migrationNames(' ../ ', 1, [], now, '7.10.0'), { name: 'HumanError' });
    assert.equal(migrationNames('x'.repeat(999), 1, [], now, '7.10.0')[0]?.length, 215);
  });
});
