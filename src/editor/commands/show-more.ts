import type { CommandContext } from './context';

/** @param group the id of a group of migrations, of which the next page is to be shown */
export function showMore({ views }: CommandContext, group: unknown): void {
  if (typeof group === 'string') views.showMore(group);
}
