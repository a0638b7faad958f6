import fc from 'fast-check';

const gap = fc.constantFrom(
  ' ',
  '\n',
  '\r\n',
  '\t',
  ' /* ; */ ',
  ' -- ;\n',
  " /* /* ' */ ; */ ",
  ' -- it\'s "x\n',
);

/** Text of one statement: words with white space and comments between them. */
function spaced(...words: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  const parts = words.flatMap((word, index) => {
    const text = typeof word === 'string' ? fc.constant(word) : word;
    return index === 0 ? [text] : [gap, text];
  });
  return fc.tuple(...parts).map((texts) => texts.join(''));
}

const text = fc.stringMatching(/^[a-z;$"é😀/*\n-]{0,6}$/u);

const name = fc.oneof(
  fc.constantFrom('a', 'B_2', 'a$1', 'été', 'idx_memories_embedding'),
  text.filter((value) => value !== '').map((value) => `"${value.replaceAll('"', '""')}"`),
  fc.constant('U&"d\\0061ta"'),
);

const constant = fc.oneof(
  text.map((value) => `'${value}'`),
  text.map((value) => `E'${value}\\';\\\\'`),
  text.map((value) => `E'a'\n'\\'${value}'`),
  text.filter((value) => !value.includes('$')).map((value) => `$$${value};'$$`),
  text.map((value) => `$q$ $$ ${value.replaceAll('$', '')}; $q$`),
  fc.constantFrom('1', '1.5', '.5', '1e-5', "B'01'", "U&'\\0061;'", "''''", "n';'"),
);

const query = fc.oneof(
  spaced('select', constant, 'as', name),
  spaced('select', name, fc.constantFrom('->>', '=', '<', '@>', '+', '%', '<=>'), constant, 'from', name),
  spaced('insert', 'into', name, 'values', '(', constant, ',', '(', constant, ')', ')'),
  spaced('update', name, 'set', name, '=', 'case', 'when', 'true', 'then', constant, 'end'),
);

const columns = spaced('(', name, ',', name, 'text', ')').map((list) => list.replace(',', ' int,'));

const body = fc
  .array(query, { minLength: 1, maxLength: 3 })
  .map((queries) => queries.map((statement) => `${statement};`).join('\n'));

/** Statements that PostgreSQL's grammar takes. */
const statement = fc.oneof(
  query,
  spaced('create', 'table', name, columns),
  spaced('create', 'unique', 'index', name, 'on', name, '(', name, ')', 'where', name, '=', constant),
  spaced('create', 'index', 'on', name, 'using', 'hnsw', '(', name, 'vector_l2_ops', ')'),
  spaced('drop', 'index', 'if', 'exists', name, ',', name, 'cascade'),
  spaced(
    'alter',
    'table',
    name,
    'drop',
    'column',
    name,
    ',',
    'add',
    'column',
    name,
    'text',
    'default',
    constant,
  ),
  spaced('comment', 'on', 'index', name, 'is', fc.constantFrom("'a;b'", "E'\\';'", 'null')),
  spaced('create', 'or', 'replace', 'function', name, '()', 'returns', 'int', 'begin', 'atomic', body, 'end'),
  spaced('create', 'procedure', name, '()', 'begin', 'atomic', body, 'end'),
  spaced('create', 'rule', name, 'as', 'on', 'insert', 'to', name, 'do', 'also', '(', query, ';', query, ')'),
  spaced(
    'create',
    'function',
    name,
    '()',
    'returns',
    'trigger',
    'language',
    'plpgsql',
    'as',
    fc.constant('$f$ begin return new; end; $f$'),
  ),
  spaced(
    'do',
    fc.constantFrom('$$ begin perform 1; end $$', "'begin null; end'", '$x$ begin $$;$$; end $x$'),
  ),
  fc.constantFrom('begin', 'commit', 'end', 'start transaction', "set search_path to 'a;b'"),
);

/** A script of such statements with empty ones and comments between. */
export const script = fc
  .array(
    fc.tuple(
      statement,
      fc.constantFrom(';', ' ;', '; ;', ';\n\n', '; -- of that\n', ';\n-- DropIndex\n', '; /* ; */'),
    ),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.map((part) => part.join('')).join(''));

/** Pieces of SQL in any order, with quotations and comments that do not end. */
export const fragments = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '$$',
        '$a$',
        '$b$',
        '$1',
        "E'",
        "U&'",
        'U&"',
        "x'",
        '/*',
        '*/',
        '--',
        '\n',
        '\r',
        '\r\n',
        ' ',
        '\t',
        ';',
        ',',
        '.',
        '..',
        '(',
        ')',
        '[',
        ']',
        '\\',
        "\\'",
        "''",
        '""',
        '\0',
        '\ufeff',
        '1',
        '0x1',
        '1.5',
        '1e',
        '.5',
        'a',
        'É',
        '😀',
        '\ud83d',
        '->>',
        '::',
        ':=',
        '%',
        'begin',
        'atomic',
        'case',
        'end',
        'create',
        'function',
        'rule',
        'do',
        'execute',
        'drop',
        'index',
        'on',
        'using',
        'where',
        'if',
        'exists',
        'alter',
        'table',
        'column',
        'rename',
        'to',
        'format',
        'unique',
        'add',
        'constraint',
        'set',
        'search_path',
        'like',
        'uescape',
        '-- DropIndex\n',
      ),
      fc.string({ maxLength: 3, unit: 'binary' }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

/** A stretch of a text, as shares of its length, and what comes in its place. */
export interface RandomEdit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Typing, deleting, pasting and moving to and fro. */
export const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  at: share,
  length: fc.oneof(fc.constant(0), share),
  text: fc.oneof(
    fc.constant(''),
    fc.constantFrom(
      "'",
      '"',
      '$$',
      '/*',
      '*/',
      '--',
      ';',
      '\n',
      'a',
      ' ',
      '-- CreateTable\n',
      "E'",
      '\ufeff',
    ),
    statement,
    script,
    fragments,
  ),
});

export function withEdit(before: string, { at, length, text }: RandomEdit): string {
  const start = Math.floor(at * before.length);
  const end = start + Math.floor((length * (before.length - start)) / 4);
  return before.slice(0, start) + text + before.slice(end);
}
