import { createServer, type Server, type Socket } from 'node:net';

/**
 * What a server does with the first question after a login that went well.
 *
 * - silent: nothing; half-said: the beginning of a message, and nothing more
 * - notices, rows: one after the other as fast as they are read, without end
 * - trickle: a notice now and then, without end
 */
export type Misbehaviour = 'silent' | 'half-said' | 'notices' | 'rows' | 'trickle';

export interface MisbehavingServer {
  readonly url: string;
  /** Resolves as soon as no connection is open. */
  readonly deserted: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A message of PostgreSQL's protocol: its type, its length, its content. */
function message(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    content.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)),
  );
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const int16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const int32 = (value: number): Buffer => Buffer.concat([int16(value >> 16), int16(value & 0xffff)]);

const login = Buffer.concat([
  message('R', int32(0)),
  message('S', 'server_version', '18.0'),
  message('K', int32(1), int32(2)),
  message('Z', Buffer.from('I')),
]);
const ready = Buffer.concat([message('1'), message('2')]);
const row = message('D', int16(1), int32(8000), Buffer.alloc(8000, 'x'));
const notice = message(
  'N',
  Buffer.from('S'),
  'NOTICE',
  Buffer.from('C'),
  '00000',
  Buffer.from('M'),
  'x'.repeat(8000),
  Buffer.alloc(1),
);
const description = message(
  'T',
  ...[int16(1), 'text', int32(0), int16(0), int32(25), int16(-1 & 0xffff), int32(-1), int16(0)],
);

/** Writes the same piece as fast as it is read, until the connection ends. */
function pour(socket: Socket, piece: Buffer): void {
  const many = Buffer.concat(Array.from({ length: 32 }, () => piece));
  const write = (): void => {
    while (!socket.destroyed && socket.write(many));
  };
  socket.on('drain', write);
  write();
}

function answer(socket: Socket, misbehaviour: Misbehaviour): void {
  switch (misbehaviour) {
    case 'silent':
      break;
    case 'half-said':
      socket.write(row.subarray(0, 100));
      break;
    case 'notices':
      pour(socket, notice);
      break;
    case 'trickle': {
      const timer = setInterval(() => socket.write(notice), 50);
      socket.on('close', () => clearInterval(timer));
      break;
    }
    case 'rows':
      socket.write(Buffer.concat([ready, description]));
      pour(socket, row);
  }
}

/**
 * Starts a server on 127.0.0.1 that speaks as much of PostgreSQL's protocol as a login takes, and then misbehaves.
 *
 * @param after how many questions it answers before, each with nothing
 */
export async function startMisbehavingServer(
  misbehaviour: Misbehaviour,
  after = 0,
): Promise<MisbehavingServer> {
  const open = new Set<Socket>();
  let noneOpen = (): void => undefined;
  const listener: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      if (open.size === 0) noneOpen();
    });
    let questions = -1;
    let begun = false;
    socket.on('data', (piece) => {
      if (begun) return;
      // SSLRequest comes before the login.
      if (questions === -1 && piece.length === 8) return void socket.write('N');
      questions++;
      if (questions === 0) return void socket.write(login);
      if (questions > after) {
        begun = true;
        answer(socket, misbehaviour);
        return;
      }
      socket.write(
        Buffer.concat([ready, message('n'), message('C', 'BEGIN'), message('Z', Buffer.from('T'))]),
      );
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `postgresql://me:s3cret@127.0.0.1:${port}/app?sslmode=disable`,
    deserted: () =>
      new Promise((resolve) => {
        noneOpen = resolve;
        if (open.size === 0) resolve();
      }),
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
