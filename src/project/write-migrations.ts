import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HumanError } from '../core/human-error';
import type { MigrationFile } from '../workflows/lint-source';

/**
 * Writes new migrations, each into a folder of its own: all or none. Never writes where something is already.
 *
 * @param migrations `file` is the path of the `migration.sql`
 * @throws HumanError where a folder exists or cannot be made
 */
export function writeMigrations(migrations: readonly MigrationFile[]): void {
  const made: string[] = [];
  try {
    for (const { file, text } of migrations) {
      const folder = path.dirname(file);
      mkdirSync(path.dirname(folder), { recursive: true });
      mkdirSync(folder);
      made.push(folder);
      writeFileSync(file, text, { flag: 'wx' });
    }
  } catch (error) {
    // Half a repair would be applied by whoever comes next.
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new HumanError(
      `No migration was written: ${reason}. Look at the migrations folder, and try again.`,
      {
        cause: error,
      },
    );
  }
}
