import assert from 'node:assert/strict';
import { sha256 } from '../../../src/adapters/files/sha256';
import { watchApplied } from '../../../src/workflows/edited-applied';
import type { LintSource } from '../../../src/workflows/lint-source';
import { newMigrationNames } from '../../../src/workflows/new-migrations';

const now = Date.UTC(2026, 2, 1, 12, 0, 5);
const migration = (name: string) => ({ name, file: `/app/${name}/migration.sql`, text: 'SELECT 1;\n' });
const prisma = { version: '7.10.0', source: 'installed' } as const;

describe('a new migration of a project', () => {
  it('comes after every folder, also one that is dated in the future or has no migration.sql', () => {
    const migrations = [migration('20260101000000_a'), migration('20990101000000_b')];
    assert.deepEqual(newMigrationNames({ migrations, prisma }, 'restore MyIndex', 1, now), [
      '20990101000001_restore_my_index',
    ]);
    const emptyFolders = ['20990101000009_c'];
    assert.deepEqual(newMigrationNames({ migrations, emptyFolders, prisma }, 'd', 1, now), [
      '20990101000010_d',
    ]);
  });

  it('takes what was added to an applied one, if it can come after the others', async () => {
    const applied = migration('20260101000000_a');
    const source: LintSource = {
      ...{ root: '/app', schema: [], driftIgnore: undefined, driftIgnoreFile: 'x', config: undefined },
      ...{ lockProvider: undefined, history: undefined, migrations: [applied], prisma },
    };
    const row = { environment: 'local', isLocal: true, checksum: sha256(applied.text), text: applied.text };
    const edited = { ...applied, text: `${applied.text}SELECT 2;\n` };
    const fixes = async (newFile: string | undefined) => {
      const finding = await watchApplied(source, sha256).check(edited, 'settled', row, () => newFile);
      return finding?.fixes.map(({ kind, edits }) => `${kind} ${edits.map(({ file }) => file).join(' ')}`);
    };
    assert.deepEqual(await fixes('/app/new/migration.sql'), [
      `move ${applied.file} /app/new/migration.sql`,
      `revert ${applied.file}`,
    ]);
    assert.deepEqual(await fixes(undefined), [`revert ${applied.file}`]);
  });
});
