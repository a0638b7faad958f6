import fc from 'fast-check';
import assert from 'node:assert/strict';
import { sqlInScript } from '../../../../src/adapters/scripts/sql-in-script';
import { propertyRuns } from '../../../helpers/property-runs';

const script = `
import { Prisma } from '@prisma/client';
const table = 'memories'; // the table
let q = \`SELECT id, 1 - (embedding <=> $1) AS "similarity" FROM \${table}\`;
if (only) q += ' WHERE a = $2'; else q += " WHERE \\"b\\" <-> '[1]' < 1";
q = q + \` ORDER BY embedding <=> $1 LIMIT \${limit ?? 5}\`;
function near(v: string) { return Prisma.sql\`e <=> \${v}::vector\`; }
class Store {
  readonly #rest = Prisma.join([Prisma.sql\`a\`, Prisma.raw('b')], ', ');
  async find<T>(): Promise<T[]> {
    const parts = ['x']; parts.push('y <#> $1');
    return (await this.db.$queryRaw<T[]>\`SELECT \${this.#rest}, \${parts.join(',')} FROM t ORDER BY \${near(x)}\`)!;
  }
}
`;

/** Pieces of scripts as they stand, in any order. */
const tokens = fc
  .array(
    fc.constantFrom(
      ...[
        '`',
        '${',
        '}',
        '{',
        '(',
        ')',
        '[',
        ']',
        "'",
        '"',
        '+',
        '+=',
        '=',
        ',',
        ';',
        '?',
        ':',
        '=>',
        '<',
        '>',
      ],
      ...['\\', '\n', '\r\n', ' ', '//', '/*', '*/', '&&', '??', '...', '!', '.', ' as string', 'return '],
      ...[
        'sql',
        'Prisma.',
        'raw',
        'join',
        'a',
        'b',
        'const ',
        'let ',
        'function ',
        'class ',
        'this.',
        'push',
      ],
      ...[
        'select a from b',
        ' order by e <=> $1',
        ' <-> ',
        '<p>',
        '</p>',
        '\\u{1F600}',
        '\\x4',
        '😀',
        '\u{FEFF}',
      ],
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

/** What everything that is found has to be. */
function check(text: string, jsx: boolean): void {
  const { sql, comments } = sqlInScript(text, { jsx });
  for (const { pieces, range } of sql) {
    assert.ok(range.start >= 0 && range.start < range.end && range.end <= text.length);
    for (const piece of pieces) {
      if (piece.kind === 'hole') {
        assert.ok(piece.range.start >= 0 && piece.range.start <= piece.range.end);
        assert.ok(piece.range.end <= text.length);
        continue;
      }
      const offsets = Array.from({ length: piece.value.length + 1 }, (_, index) => piece.offsetOf(index));
      assert.ok(
        offsets.every((offset, index) => offset >= (offsets[index - 1] ?? 0) && offset <= text.length),
      );
      const first = piece.offsetOf(0);
      const isPlain = piece.offsetOf(piece.value.length) - first === piece.value.length;
      const source = text.slice(first, first + piece.value.length);
      if (isPlain && !/[\\\r]/.test(source)) assert.equal(piece.value, source);
    }
  }
  assert.ok(
    comments.every(({ start, end }) => text.startsWith('/', start) && start < end && end <= text.length),
  );
}

describe('SQL in any script', () => {
  it('is found where it stands, in every beginning and end of a script', () => {
    for (let cut = 0; cut <= script.length; cut++) {
      check(script.slice(0, cut), cut % 2 === 0);
      if (cut % 7 === 0) check(script.slice(cut), false);
    }
  });

  it('is found where it stands, whatever is missing, and never makes an error', () => {
    const piece = fc.tuple(fc.nat(script.length), fc.nat(40), tokens);
    fc.assert(
      fc.property(piece, fc.boolean(), ([at, length, put], jsx) => {
        check(script.slice(0, at) + put + script.slice(at + length), jsx);
        check(put, jsx);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('is found where a script is deep or long', () => {
    const many = (text: string, count = 10_000): string => text.repeat(count);
    const circles = Array.from(
      { length: 200 },
      (_, index) => `const c${index} = c${index + 1} + c${index + 1};`,
    );
    for (const text of [
      many('(') + '`order by e <=> $1`' + many(')'),
      many('`${', 2500) + "'order by e <=> $1'" + many('}`', 2500),
      `f(${many("'order by e <=> $1' + ")}a)`,
      `f(${many("('order by e <=> $1' + ", 2500)}a${many(')', 2500)})`,
      many("a ? 'order by e <=> $1' : ", 2500) + 'b',
      `let q = ''; ${many("q += ' order by e <=> $1';", 2500)}`,
      many("if (a) q += 'order by e <=> $1'; else ", 1500),
      many('function f() { return ', 2500) + '`order by e <=> $1`',
      `${circles.join(' ')} const c200 = 'order by e <=> $1';`,
      `const a = [${many("'order by e <=> $1',")}].join('');`,
    ]) {
      const { sql } = sqlInScript(text, { jsx: true });
      assert.ok(sql.length > 0, text.slice(0, 40));
    }
  }).timeout(60_000);
});
