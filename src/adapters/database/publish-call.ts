import { channel } from 'node:diagnostics_channel';
import { callsChannel, type DatabaseCall } from '../../core/calls/call';
import type { DatabaseUrl } from '../../core/environment/database-url';

const calls = channel(callsChannel);

/**
 * Says that a database is asked now.
 *
 * @param doing `reading _prisma_migrations`
 * @returns what says how it ended; it is published then, if anybody wants to know
 */
export function databaseAsked(
  doing: string,
  { location }: Pick<DatabaseUrl, 'location'>,
): (end: { readonly rows?: number | undefined; readonly error?: string }) => void {
  const started = performance.now();
  return ({ rows, error }) => {
    if (!calls.hasSubscribers) return;
    const milliseconds = performance.now() - started;
    calls.publish({ what: 'database', doing, location, milliseconds, rows, error } satisfies DatabaseCall);
  };
}
