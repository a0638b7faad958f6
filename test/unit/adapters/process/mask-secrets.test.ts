import assert from 'node:assert/strict';
import { pipeline } from 'node:stream/promises';
import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { maskSecrets, maskText } from '../../../../src/adapters/process/mask-secrets';

/** What comes out of a stream into which the pieces were put. */
async function masked(pieces: readonly Buffer[], secrets: readonly string[]): Promise<Buffer> {
  const passed: Buffer[] = [];
  const end = new PassThrough();
  end.on('data', (chunk: Buffer) => passed.push(chunk));
  await pipeline(Readable.from(pieces), maskSecrets(secrets), end);
  return Buffer.concat(passed);
}

const bytes = (text: string): Buffer[] => [...Buffer.from(text)].map((byte) => Buffer.from([byte]));

describe('masking secrets in a stream', () => {
  it('masks each of them, whole or byte by byte', async () => {
    const secrets = ['postgres://a:sécret@h/d', 'sécret'];
    const text = 'one postgres://a:sécret@h/d, two sécret.\nthree sécre';
    const expected = 'one ***, two ***.\nthree sécre';
    assert.equal((await masked([Buffer.from(text)], secrets)).toString(), expected);
    assert.equal((await masked(bytes(text), secrets)).toString(), expected);
    assert.equal(maskText(text, secrets), expected);
  });

  it('masks all of the longest, and all of two that overlap', () => {
    assert.equal(maskText('abcdef abc', ['abc', 'abcdef']), '*** ***');
    assert.equal(maskText('xab1cdx', ['ab1', '1cd']), 'x***x');
    assert.equal(maskText('aaaaa', ['aa']), '***');
  });

  it('holds back only what a secret could begin with', () => {
    const stream = maskSecrets(['secret']);
    const read = (): string => String(stream.read() ?? '');
    stream.write('Password? ');
    assert.equal(read(), 'Password? ');
    stream.write('its se');
    assert.equal(read(), 'its ');
    stream.write('e');
    assert.equal(read(), 'see');
  });

  it('passes bytes that are no text as they are', async () => {
    const binary = Buffer.from([0, 255, 254, 0x80, 10, 13, 0xc3]);
    assert.deepEqual(await masked([binary, binary], ['secret']), Buffer.concat([binary, binary]));
    assert.deepEqual(await masked([binary], []), binary);
  });

  it('gives the same however the stream is cut, and shows none', async () => {
    const letters = fc.constantFrom('a', 'b', 'c');
    const word = fc.string({ unit: letters, minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 3 }),
        fc.array(fc.string({ unit: letters, maxLength: 6 })),
        async (secrets, pieces) => {
          const whole = maskText(pieces.join(''), secrets);
          const cut = await masked(
            pieces.map((piece) => Buffer.from(piece)),
            secrets,
          );
          assert.equal(cut.toString().replace(/\*+/g, '*'), whole.replace(/\*+/g, '*'));
          for (const secret of secrets) assert.ok(!whole.includes(secret));
        },
      ),
    );
  });
});
