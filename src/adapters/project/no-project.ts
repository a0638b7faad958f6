import { HumanError } from '../../core/human-error';

/** @param reason why the search may have missed one, in brackets */
export function noProjectHere(reason = ''): HumanError {
  return new HumanError(
    `No Prisma project was found here${reason}. Change to the folder of one, or name one with --project.`,
  );
}
