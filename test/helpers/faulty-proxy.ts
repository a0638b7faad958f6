import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What goes wrong between a client and its server. */
type Fault =
  | { readonly kind: 'none' }
  /** Nothing listens: connections are refused. Open ones are cut. */
  | { readonly kind: 'refuse' }
  /** Connections are taken, and what they send is read, but no answer comes; nor on open ones. */
  | { readonly kind: 'silent' }
  /** Each piece of an answer comes later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The connection is closed when its answers, from now on, amount to so many bytes. */
  | { readonly kind: 'cut'; readonly afterBytes: number };

/** Passes connections to a server on 127.0.0.1 on, and can be told to do it badly. */
export interface FaultyProxy {
  /** The server's URL through the proxy. */
  readonly through: (databaseUrl: string) => string;
  /** Changes what goes wrong, for new and open connections. */
  readonly fail: (fault: Fault) => Promise<void>;
  /** How many connections it has taken. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

export async function startFaultyProxy(serverPort: number): Promise<FaultyProxy> {
  const open = new Set<Socket>();
  let fault: Fault = { kind: 'none' };
  let answered = 0;
  let connections = 0;

  const cutAll = (): void => open.forEach((socket) => socket.destroy());
  const listener = createServer((client) => {
    connections++;
    const server = connect(serverPort, '127.0.0.1');
    const ends = [client, server];
    for (const socket of ends) {
      open.add(socket);
      socket.on('error', () => undefined); // Its end follows, and ends the other side.
      socket.on('close', () => {
        open.delete(socket);
        for (const end of ends) end.destroy();
      });
    }
    client.on('data', (piece) => {
      if (fault.kind !== 'silent') server.write(piece);
    });
    // One after the other, so that a delayed piece is not overtaken.
    let sent = Promise.resolve();
    server.on('data', (piece) => {
      sent = sent.then(() => answer(client, piece));
    });
  });

  async function answer(client: Socket, piece: Buffer): Promise<void> {
    if (fault.kind === 'delay') await wait(fault.milliseconds);
    if (fault.kind === 'silent' || client.destroyed) return;
    if (fault.kind === 'cut') {
      const rest = fault.afterBytes - answered;
      answered += piece.length;
      if (piece.length >= rest) {
        client.write(piece.subarray(0, Math.max(rest, 0)), () => client.destroy());
        return;
      }
    }
    client.write(piece);
  }

  const port = await listen(listener, 0);
  return {
    through: (databaseUrl) => {
      const url = new URL(databaseUrl);
      url.port = String(port);
      return url.href;
    },
    fail: async (next) => {
      const refused = fault.kind === 'refuse';
      fault = next;
      answered = 0;
      if (next.kind === 'refuse' && !refused) await close(listener, cutAll);
      if (next.kind !== 'refuse' && refused) await listen(listener, port);
    },
    connections: () => connections,
    stop: async () => {
      if (listener.listening) await close(listener, cutAll);
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

/** Takes no more connections, ends the open ones and resolves when they are gone. */
function close(server: Server, cutAll: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    cutAll();
  });
}
