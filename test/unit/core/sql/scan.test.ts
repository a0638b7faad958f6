import assert from 'node:assert/strict';
import { readString, scan } from '../../../../src/core/sql/scan';

/** Tokens as `kind text`, an open one marked with `…`; comments as `-- text`. */
function read(text: string): string[] {
  const { tokens, comments } = scan(text);
  return [
    ...tokens.map(({ kind, start, end, open }) => ({
      start,
      line: `${kind} ${text.slice(start, end)}${open ? '…' : ''}`,
    })),
    ...comments.map(({ kind, start, end }) => ({ start, line: `${kind}: ${text.slice(start, end)}` })),
  ]
    .sort((a, b) => a.start - b.start)
    .map(({ line }) => line);
}

function reads(text: string, ...expected: string[]): void {
  assert.deepEqual(read(text), expected);
}

describe('scanning SQL', () => {
  it('tells words, quoted names, strings, numbers, parameters and symbols apart', () => {
    reads(
      `select "a", 'b', 1.5, $1 from t;`,
      'word select',
      'quoted "a"',
      'symbol ,',
      "string 'b'",
      'symbol ,',
      'number 1.5',
      'symbol ,',
      'parameter $1',
      'word from',
      'word t',
      'symbol ;',
    );
  });

  it('nests block comments', () => {
    reads('/* a /* b */ c */x', 'block: /* a /* b */ c */', 'word x');
    reads('/*/**/*/x', 'block: /*/**/*/', 'word x');
    reads('/*/ */x', 'block: /*/ */', 'word x');
    reads('/***/x', 'block: /***/', 'word x');
  });

  it('ends a line comment at any line end: LF, CRLF or a lone CR', () => {
    reads('--a\nx', 'line: --a', 'word x');
    reads('--a\r\nx', 'line: --a', 'word x');
    reads('--a\rx', 'line: --a', 'word x');
    reads('--', 'line: --');
  });

  it('takes a quote behind a backslash for itself in E-strings only', () => {
    reads(`E'a\\'b' c`, `string E'a\\'b'`, 'word c');
    reads(`e'\\\\' c`, `string e'\\\\'`, 'word c');
    reads(`'a\\' c`, `string 'a\\'`, 'word c');
    reads(`E'a''b' c`, `string E'a''b'`, 'word c');
    reads(`ae'a\\'b`, 'word ae', `string 'a\\'`, 'word b');
  });

  it('goes on with the escapes of an E-string in what continues it on the next line', () => {
    reads(`E'a'\n'b\\'c';`, "string E'a'", `string 'b\\'c'`, 'symbol ;');
    reads(`E'a' --x\n 'b\\'c';`, "string E'a'", 'line: --x', `string 'b\\'c'`, 'symbol ;');
    reads(`E'a',\n'b\\';`, "string E'a'", 'symbol ,', `string 'b\\'`, 'symbol ;');
    reads(`E'a' 'b\\';`, "string E'a'", `string 'b\\'`, 'symbol ;');
    reads(`E'a' $$b$$\n'c\\';`, "string E'a'", 'string $$b$$', `string 'c\\'`, 'symbol ;');
  });

  it('reads the other constants: B, X, N and U&', () => {
    reads(
      `b'1' X'f' n'a' U&'\\0041' u&"d\\0061t"`,
      "string b'1'",
      "string X'f'",
      "string n'a'",
      "string U&'\\0041'",
      'quoted u&"d\\0061t"',
    );
    reads(`u & 'a' U&a`, 'word u', 'symbol &', "string 'a'", 'word U', 'symbol &', 'word a');
    reads(`U&"a" UESCAPE '!'`, 'quoted U&"a"', 'word UESCAPE', "string '!'");
  });

  it('ends a dollar quotation at its own tag only', () => {
    reads('$a$ $b$ $a$ x', 'string $a$ $b$ $a$', 'word x');
    reads('$a$x$a$', 'string $a$x$a$');
    reads('$$ $a$ $$', 'string $$ $a$ $$');
    reads('$a$ $A$ $a$', 'string $a$ $A$ $a$');
    reads('$é1$;$é1$', 'string $é1$;$é1$');
    reads('$b$a$b$a$b$', 'string $b$a$b$', 'word a$b$');
  });

  it('tells a dollar in a name and a parameter from a dollar quotation', () => {
    reads('a$1', 'word a$1');
    reads('a$$b$$', 'word a$$b$$');
    reads('$1', 'parameter $1');
    reads('$12$$;$$', 'parameter $12', 'string $$;$$');
    reads('$1a$ ;', 'parameter $1', 'word a$', 'symbol ;');
    reads('1$$;$$', 'number 1', 'string $$;$$');
    reads('$ 1', 'symbol $', 'number 1');
  });

  it('takes a doubled quote inside a quoted name for itself', () => {
    reads('"a""b" c', 'quoted "a""b"', 'word c');
    reads('"" c', 'quoted ""', 'word c');
    reads('"a\nb;" c', 'quoted "a\nb;"', 'word c');
    reads(`"a'b" '"'`, `quoted "a'b"`, `string '"'`);
  });

  it('reads names in any script, and Unicode spaces as letters, as PostgreSQL does', () => {
    reads('été 名前 😀x', 'word été', 'word 名前', 'word 😀x');
    reads('a\u00a0b', 'word a\u00a0b');
  });

  it('takes operators apart, and sees strings and comments behind them', () => {
    reads(`a->>'x'`, 'word a', 'symbol -', 'symbol >', 'symbol >', "string 'x'");
    reads(`'a'--comment`, "string 'a'", 'line: --comment');
    reads('a*/*b*/c', 'word a', 'symbol *', 'block: /*b*/', 'word c');
    reads('1-1', 'number 1', 'symbol -', 'number 1');
    reads('5--3', 'number 5', 'line: --3');
  });

  it('reads numbers as PostgreSQL does', () => {
    reads('1..10', 'number 1', 'symbol .', 'symbol .', 'number 10');
    reads('.5+1.', 'number .5', 'symbol +', 'number 1.');
    reads('1e-5 1.5E+3', 'number 1e-5', 'number 1.5E+3');
    reads('0xFF 0b01 0o17 1_000', 'number 0xFF', 'number 0b01', 'number 0o17', 'number 1_000');
    reads('1.5.5', 'number 1.5', 'number .5');
    reads('12ab$', 'number 12ab$');
    reads('a[1:2]', 'word a', 'symbol [', 'number 1', 'symbol :', 'number 2', 'symbol ]');
  });

  it('passes over a byte order mark at the start, and NUL counts as a symbol', () => {
    reads('\ufeffselect', 'word select');
    assert.equal(scan('\ufeffselect').tokens[0]?.start, 1);
    reads('a\0;', 'word a', 'symbol \0', 'symbol ;');
    reads('\r\n\t\v\f x', 'word x');
    reads('');
    reads('\ufeff');
  });

  for (const [what, opening] of [
    ['string', `'a;`],
    ['E-string', `E'a\\';`],
    ['Unicode string', `U&'a;`],
    ['quoted name', `"a;`],
    ['dollar quotation', `$x$a;`],
  ] as const) {
    it(`ends a ${what} without an end at its line's end, so that the rest is still read`, () => {
      for (const lineEnd of ['\n', '\r\n', '\r']) {
        const [open, ...rest] = scan(`${opening}${lineEnd}drop`).tokens;
        assert.deepEqual(
          { open: open?.open, end: open?.end, rest: rest.length },
          { open: true, end: opening.length, rest: 1 },
        );
      }
      assert.equal(scan(opening).tokens[0]?.open, true);
    });
  }

  it("ends a block comment without an end at its line's end", () => {
    reads('/* a /* b */\nx', 'block: /* a /* b */', 'word x');
    reads('/*', 'block: /*');
  });
});

describe('reading a string constant', () => {
  function content(text: string): { value: string; pieces: string } {
    const token = scan(text).tokens[0]!;
    const { value, offsetOf } = readString(text, token);
    // The source of each character of the value.
    const pieces = Array.from(value, (_, index) => text.slice(offsetOf(index), offsetOf(index + 1))).join(
      '|',
    );
    return { value, pieces };
  }

  it('gives the content and where each character stands', () => {
    assert.deepEqual(content(`'ab'`), { value: 'ab', pieces: 'a|b' });
    assert.deepEqual(content(`'a''b'`), { value: "a'b", pieces: `a|''|b` });
    assert.deepEqual(content(`E'a\\'\\n'`), { value: "a'\n", pieces: `a|\\'|\\n` });
    assert.deepEqual(content(`$q$a''b$q$`), { value: "a''b", pieces: `a|'|'|b` });
    assert.deepEqual(content(`''`), { value: '', pieces: '' });
    assert.deepEqual(content(`'ab`), { value: 'ab', pieces: 'a|b' });
    assert.deepEqual(content(`$q$ab`), { value: 'ab', pieces: 'a|b' });
  });
});
