import type { ServerContext } from '@modelcontextprotocol/server';

/** Some clients give a call up of which they hear nothing for a minute. */
const heartbeatMs = 5000;

/** Says what is going on, where the client wants to know; again every five seconds, until it is ended. */
export function progressReporter({ mcpReq }: ServerContext): {
  readonly say: (doing: string) => void;
  readonly end: () => void;
} {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return { say: () => undefined, end: () => undefined };
  let progress = 0;
  let message = '';
  const send = (): void => {
    progress += 1;
    const params = { progressToken, progress, message };
    // A client that is gone needs no progress.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
  const timer = setInterval(send, heartbeatMs);
  return {
    say: (doing) => {
      message = doing;
      send();
    },
    end: () => clearInterval(timer),
  };
}
