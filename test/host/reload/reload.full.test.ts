import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { reload } from '../window-input';
import { refresh, viewLines } from '../sidebar/sidebar';
import { startProjectDatabase } from '../suite/database';

/** What the first run leaves to the one after the reload. */
const before = `${process.env['MIGRATION_GUARD_TEST_RESULTS']}.before`;

describe('a window that is loaded again', () => {
  it('shows what was known of its databases, without asking them', async function () {
    this.timeout(120_000);
    if (!fs.existsSync(before)) {
      const settings = vscode.workspace.getConfiguration('migrationGuard');
      await settings.update('database.refresh', 'manual', vscode.ConfigurationTarget.Workspace);
      const database = await startProjectDatabase();
      await database.applyCommitted();
      await refresh();
      let lines: string[] = [];
      await eventually(async () => {
        lines = await viewLines();
        assert.ok(
          lines.some((line) => line.endsWith(' · 2 errors')),
          lines.join('\n'),
        );
      });
      assert.ok(lines.length > 7, lines.join('\n'));
      fs.writeFileSync(before, JSON.stringify(lines));
      // The database is in this process, and ends with it.
      await reload();
    }
    // What the files tell comes by itself.
    await eventually(async () =>
      assert.deepEqual(await viewLines(), JSON.parse(fs.readFileSync(before, 'utf8'))),
    );
  });
});
