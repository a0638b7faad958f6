import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { acceptsChecksum, checksumsIn } from '../../../../src/core/drift/checksum';
import { sha256 } from '../../../../src/adapters/files/sha256';

const text = 'CREATE TABLE "a" (\n  "id" INTEGER\n);\n';
const withReturns = text.replaceAll('\n', '\r\n');
const accepts = (now: string, then: string): boolean => acceptsChecksum(now, sha256(then), sha256);

describe('a checksum of Prisma', () => {
  it('is the SHA-256 of the text as UTF-8', () => {
    assert.equal(sha256('é'), createHash('sha256').update(Buffer.from('é')).digest('hex'));
    assert.equal(accepts(text, text), true);
    assert.equal(accepts(text, `${text} `), false);
  });

  it('is accepted with the other line ends', () => {
    assert.equal(accepts(text, withReturns), true);
    assert.equal(accepts(withReturns, text), true);
    assert.equal(accepts(`a\r\n${text}`, `a\n${text}`), true);
  });

  it('counts a byte order mark', () => {
    assert.equal(accepts(`\ufeff${text}`, text), false);
  });

  it('of an early Prisma lacks the leading zero of each byte', () => {
    const full = sha256('padding 3');
    const bytes = full.match(/../g) ?? [];
    const old = bytes.map((byte) => Number.parseInt(byte, 16).toString(16)).join('');
    assert.ok(old.length < 64, 'the text is one whose checksum has such a byte');
    assert.equal(acceptsChecksum('padding 3', old, sha256), true);
    assert.equal(acceptsChecksum('padding 4', old, sha256), false);
  });

  it('is looked for among many at once, with the other line ends too', () => {
    const isOf = checksumsIn([sha256(withReturns), sha256('b')], sha256);
    assert.equal(isOf(text), sha256(withReturns));
    assert.equal(isOf('b'), sha256('b'));
    assert.equal(isOf('c'), undefined);
  });
});
