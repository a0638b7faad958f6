import assert from 'node:assert/strict';
import { sqlInScript } from '../../../../src/adapters/scripts/sql-in-script';
import type { EmbeddedSql } from '../../../../src/core/queries/embedded-sql';

/** The SQL in one line, a hole as `{its source}`. */
function shown({ pieces }: EmbeddedSql, script: string): string {
  return pieces
    .map((piece) =>
      piece.kind === 'text' ? piece.value : `{${script.slice(piece.range.start, piece.range.end)}}`,
    )
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function found(script: string, jsx = false): string[] {
  return sqlInScript(script, { jsx }).sql.map((sql) => shown(sql, script));
}

/** Each script with what is found in it. */
function finds(cases: readonly (readonly [script: string, ...sql: string[]])[]): void {
  for (const [script, ...sql] of cases) assert.deepEqual(found(script), sql, script);
}

describe('SQL with vector operators in a script', () => {
  it('is found in tagged templates, calls and constants, whoever sends it', () => {
    finds([
      [
        'const rows = await db.$queryRaw<Row<Id>[]>`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector LIMIT ${limit}`;',
        'SELECT id FROM memories ORDER BY embedding <=> {${vector}}::vector LIMIT {${limit}}',
      ],
      ['Prisma.sql`e <-> ${v}`', 'e <-> {${v}}'],
      ['pool.query("select 1 from t order by e <#> $1", [v])', 'select 1 from t order by e <#> $1'],
      ['client.query(/* mine */ (`e <+> $1`) as string)', 'e <+> $1'],
      [
        `export const nearest = 'SELECT id FROM t ORDER BY e <~> $1' satisfies string;`,
        'SELECT id FROM t ORDER BY e <~> $1',
      ],
      [
        '`\n  -- the nearest\n  select id from t order by e <%> $1`',
        '-- the nearest select id from t order by e <%> $1',
      ],
      [
        'let where = `t.archived = false AND t.e <=> ${v}::vector < 0.5`',
        't.archived = false AND t.e <=> {${v}}::vector < 0.5',
      ],
      ['sql<number>`1 - (${c} <=> ${v})`.as("similarity")', '1 - ({${c}} <=> {${v}})'],
    ]);
  });

  it('is no other text', () => {
    const texts = [
      `// select a <-> b from c`,
      `/* order by e <=> $1 */ f()`,
      `const order = / <=> order by /;`,
      `import x from 'order by <->';`,
      `type Op = 'select a from t order by e <=> q';`,
      `const title = 'Swap a <-> b';`,
      `const message = \`Moves from \${name} to b with a <-> c\`;`,
      'note(`No pairs for ${one.id} <-> ${other.id}`);',
      `const lines = ['Schema <-> database (where it differs)', 'with delete/update'].join('\\n');`,
      `console.log('select id from t order by e <=> $1');`,
      `throw new QueryError('not served: ORDER BY e <=> q');`,
      `it('serves ORDER BY e <=> q', () => {});`,
      `const article = 'Vector search is simple. ${'It is. '.repeat(50)} SELECT id FROM t ORDER BY e <=> $1';`,
      `const plain = 'select id from t order by created_at';`,
    ];
    for (const text of texts) assert.deepEqual(found(text), [], text);
    assert.deepEqual(found(`const a = <p title="order by e <=> $1">order by e {'<'}-&gt; $1</p>;`, true), []);
  });

  it('tells an element from a cast by the kind of file', () => {
    const cast = 'db.query(<string>`select id from t order by e <=> $1`)';
    assert.deepEqual(found(cast), ['select id from t order by e <=> $1']);
    const element = 'const a = <p>{db.query(`select id from t order by e <=> $1`)}</p>;';
    assert.deepEqual(found(element, true), ['select id from t order by e <=> $1']);
  });

  it('is put together with +, from constants and branches', () => {
    finds([
      [
        'q("select id from t" + " order by " + ("e <=> $1") + limit)',
        'select id from t order by e <=> $1{limit}',
      ],
      [
        `const table = 'memories'; const columns = \`id, \${more}\`;
         run(\`SELECT \${columns} FROM \${table} ORDER BY e <=> $1 LIMIT \${10}\`);`,
        'SELECT id, {${more}} FROM memories ORDER BY e <=> $1 LIMIT 10',
      ],
      [
        'sql`select id from t ${mine ? sql`where a = ${a}` : sql``} order by ${cosine ? sql`e <=> ${v}` : sql`e <-> ${v}`}`',
        'select id from t where a = {${a}} order by e <=> {${v}}',
        'e <-> {${v}}',
      ],
      [
        '`select id from t ${only && "where a"} order by e <=> $1 limit ${limit ?? 5}`',
        'select id from t where a order by e <=> $1 limit {${limit ?? 5}}',
      ],
      [
        '`select id from ${short ? "" : table} order by e <=> $1 limit ${limit + 1}`',
        'select id from {${short ? "" : table}} order by e <=> $1 limit {${limit + 1}}',
      ],
      ['`order by e <=> ${x.replace("a", "b")}`', 'order by e <=> {${x.replace("a", "b")}}'],
    ]);
  });

  it('has parameters where a client puts them', () => {
    finds([
      [
        `const v = \`[\${numbers.join(',')}]\`; const where = 'where true';
         db.$queryRaw\`select id from t \${where} order by e <=> \${v}\`;`,
        'select id from t {${where}} order by e <=> {${v}}',
      ],
      [
        `const cast = Prisma.raw(\`e::vector(\${size})\`); const rest = Prisma.sql\` limit \${n}\`;
         db.$queryRaw(Prisma.sql\`select id from t order by \${cast} <=> \${v} \${rest}\`);`,
        'select id from t order by e::vector({${size}}) <=> {${v}} limit {${n}}',
      ],
      [
        'sql`select id from t order by e <-> ${`${a} <=> ${b} where c`}`',
        'select id from t order by e <-> {${`${a} <=> ${b} where c`}}',
        '{${a}} <=> {${b}} where c',
      ],
    ]);
  });

  it('is joined from lists', () => {
    finds([
      [
        "Prisma.join([Prisma.sql`select e <=> `, Prisma.raw(`'${v}'::vector`), Prisma.sql` from t where `, where], '')",
        "select e <=> '{${v}}'::vector from t where {where}",
      ],
      [
        'sql`select ${Prisma.join([sql`id`, sql`e <=> ${v}`, name])} from t ${Prisma.empty}`',
        'select id,e <=> {${v}},{name} from t',
      ],
      [
        "db.query(['select id', 'from t', where, ...more, 'order by e <=> $1'].join(' '))",
        'select id from t {where} {more} order by e <=> $1',
      ],
      [
        `const parts = [sql\`a = \${a}\`]; parts.push(sql\`e <=> \${v} < 1\`);
         db.execute(sql\`select id from t where \${sql.join(parts, sql\` and \`)}\`);`,
        'select id from t where a = {${a}} and e <=> {${v}} < 1',
      ],
      ['sql`order by ${sql.join([sql`a`, sql`, e <=> ${v}`])}`', 'order by a, e <=> {${v}}'],
      [
        "sql`select id from t where ${Prisma.join(all, ' AND ')} order by e <=> ${v}`",
        "select id from t where {${Prisma.join(all, ' AND ')}} order by e <=> {${v}}",
      ],
    ]);
  });

  it('is what a variable becomes', () => {
    finds([
      [
        `let q = 'select id from t'; if (a) q += ' where a'; q += \` order by e <=> $1 limit \${n}\`; db.query(q);`,
        'select id from t where a order by e <=> $1 limit {${n}}',
      ],
      [
        `let q = 'select id from t'; if (a) { q += ' order by e <=> $1'; } else { q += ' order by e <-> $1'; }`,
        'select id from t order by e <=> $1',
        'order by e <-> $1',
      ],
      [
        `let q = ''; switch (kind) { case 'a': q = 'select id from t order by e <=> $1'; break; default: q = 'select id from t order by e <-> $1'; }`,
        'select id from t order by e <=> $1',
        'select id from t order by e <-> $1',
      ],
      [
        'let q = "select id from t"; q = q + " order by e <=> $1"; q = `${q} limit 5`;',
        'select id from t order by e <=> $1 limit 5',
      ],
      [
        'let n = 1; n++; db.query(`select id from t order by e <=> $${n}`)',
        'select id from t order by e <=> ${${n}}',
      ],
    ]);
  });

  it('takes a name from the nearest scope', () => {
    finds([
      [
        `const t = 'outer'; function f() { const t = 'inner'; return db.query(\`select id from \${t} order by e <=> $1\`); }`,
        'select id from inner order by e <=> $1',
      ],
      [
        `const t = 'outer'; const f = (t) => db.query(\`select id from \${t} order by e <=> $1\`);`,
        'select id from {${t}} order by e <=> $1',
      ],
      [
        `if (a) { var t = 'inner'; } db.query(\`select id from \${t} order by e <=> $1\`)`,
        'select id from inner order by e <=> $1',
      ],
      [
        `import { t } from './t'; const { u } = x; db.query(\`select id from \${t}, \${u} order by e <=> $1\`)`,
        'select id from {${t}}, {${u}} order by e <=> $1',
      ],
      [
        `const names = { t: 'memories' } as const; class A { #e = 'e'; find() { return db.query(\`select id from \${names.t} order by \${this.#e} <=> $1\`); } }`,
        'select id from memories order by e <=> $1',
      ],
    ]);
  });

  it('takes what a function of the file only returns', () => {
    finds([
      [
        'function distance(v) { return sql`e <=> ${v}`; } db.execute(sql`select id from t order by ${distance(x)} limit 5`);',
        'select id from t order by e <=> {${v}} limit 5',
      ],
      [
        'class A { d = (v: string) => Prisma.sql`e <-> ${v}`; q() { return Prisma.sql`select ${this.d(1)} from t`; } run() { return db.$queryRaw(this.q()); } }',
        'select e <-> {${v}} from t',
      ],
      [
        'function d(v) { if (a) return sql`e <=> ${v}`; return sql`e <-> ${v}`; } sql`select ${d(1)} from t`;',
        'e <=> {${v}}',
        'e <-> {${v}}',
      ],
    ]);
  });

  it('does not follow a circle', () => {
    finds([
      [
        'const a = sql`${b} order by e <=> ${v}`; const b = sql`select ${a}`;',
        'select {${a}} order by e <=> {${v}}',
      ],
      ['function f() { return sql`e <=> ${f()}`; }', 'e <=> {${f()}}'],
      ['let q = q; q += " order by e <=> $1";', '{q} order by e <=> $1'],
    ]);
  });

  it('is not what a message says of it', () => {
    finds([
      [
        `const q = 'select id from t order by e <=> $1'; note('Runs: ' + q); note(\`Runs \${q} now\`);`,
        'select id from t order by e <=> $1',
      ],
      [
        `const q = 'select id from t order by e <=> $1'; db.query(\`explain analyze \${q}\`);`,
        'explain analyze select id from t order by e <=> $1',
      ],
    ]);
  });

  it('is read as far as it is typed', () => {
    finds([
      ['db.$queryRaw`select id from t order by e <=> ${v', 'select id from t order by e <=> {${v}'],
      ['db.$queryRaw`select id from t order by e <=> ${}', 'select id from t order by e <=> {${}}'],
      ["db.query('select id from t order by e <=> $1\nconst a = 1;", 'select id from t order by e <=> $1'],
      ['db.query(`select id from t order by e <=> $1` + ', 'select id from t order by e <=> $1'],
    ]);
  });

  it('gives PostgreSQL what the escapes mean, and tells where each unit stands', () => {
    const script = String.raw`f('select \x65 \
from t order by\te <=> \'[1]\' -- \u{1F600}!');`;
    const [sql] = sqlInScript(script, { jsx: false }).sql;
    const [piece] = sql?.pieces ?? [];
    assert.ok(sql && piece?.kind === 'text');
    assert.equal(piece.value, `select e from t order by\te <=> '[1]' -- 😀!`);
    assert.deepEqual(sql.range, { start: 2, end: script.length - 2 });
    const at = (text: string): string => script.slice(piece.offsetOf(piece.value.indexOf(text))).slice(0, 4);
    assert.deepEqual(['e from', 'from', '\te', '<=>', "'[", '😀', '!'].map(at), [
      '\\x65',
      'from',
      '\\te ',
      '<=> ',
      "\\'[1",
      '\\u{1',
      "!');",
    ]);
    assert.equal(piece.offsetOf(piece.value.length), script.length - 3);
    assert.deepEqual(found('db.query(String.raw`select \\d from t order by e <=> $1`)'), [
      'select \\d from t order by e <=> $1',
    ]);
    const broken = sqlInScript('sql`select 1\r\norder by e <=> 2`', { jsx: false }).sql[0]?.pieces[0];
    assert.ok(broken?.kind === 'text');
    assert.deepEqual([broken.value, broken.offsetOf(9)], ['select 1\norder by e <=> 2', 14]);
  });

  it('comes with the comments of the script', () => {
    const script = '// a\nf(/* b */ `// no`); /* c';
    assert.deepEqual(
      sqlInScript(script, { jsx: false }).comments.map(({ start, end, kind }) => [
        kind,
        script.slice(start, end),
      ]),
      [
        ['line', '// a'],
        ['block', '/* b */'],
        ['block', '/* c'],
      ],
    );
  });
});
