import { HumanError } from '../../core/human-error';

/** @throws HumanError where there is not exactly one project */
export function onlyProject<T>(projects: readonly T[], nameOf: (project: T) => string): T {
  const [first, second] = projects;
  if (first === undefined)
    throw new HumanError('No Prisma project was found here. Change to the folder of one.');
  if (second === undefined) return first;
  const names = projects.map(nameOf).join(', ');
  throw new HumanError(`More than one Prisma project was found: ${names}. Name one with --project.`);
}
