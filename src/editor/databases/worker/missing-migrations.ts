import { HumanError } from '../../../core/human-error';
import type { MissingMigrations } from '../../../workflows/migration-archive';
import type { MissingMigration } from '../ask-in-worker';
import { openProject } from './project-state';

/** The text of a migration that is missing here, as git has it. */
export async function textElsewhere({ root, name, where }: MissingMigration): Promise<string | undefined> {
  return (await missingIn(root)).textOf(name, where);
}

/** Brings its folder into the work tree. @throws HumanError where it cannot come */
export async function checkOut({ root, name, where }: MissingMigration): Promise<void> {
  await (await missingIn(root)).checkOut(name, where);
}

async function missingIn(root: string): Promise<MissingMigrations> {
  const { missing } = await openProject(root);
  if (!missing) throw new HumanError('Git does not know this project, or is not installed.');
  return missing;
}
