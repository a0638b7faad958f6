import { HumanError } from '../../core/human-error';

/** @param migrations the folder of the project's migrations, as a person would name it */
export function needsPrisma7(migrations: string): HumanError {
  return new HumanError(
    `${migrations} belongs to Prisma 8, and this command works with the migrations of Prisma 7 and earlier. With Prisma 8 work lint, status, predict, safe-migrate, inspect, audit and guard.`,
  );
}
