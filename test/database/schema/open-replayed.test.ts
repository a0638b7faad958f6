import assert from 'node:assert/strict';
import { openEmbedded } from '../../../src/adapters/embedded/open-embedded';
import type { TextFile } from '../../../src/workflows/lint-source';
import { openReplayed, type ReplayedDatabase } from '../../../src/workflows/open-replayed';

/** Replays scripts as a history named 1, 2, 3 …, and hands over what came of it. */
async function replay(
  scripts: readonly string[],
  look: (replayed: ReplayedDatabase) => Promise<void> | void,
  options: {
    readonly prelude?: readonly TextFile[];
    readonly ownSchema?: string;
    readonly writesRows?: boolean;
  } = {},
): Promise<void> {
  const migrations = scripts.map((text, at) => ({ name: String(at + 1), file: `/${at + 1}.sql`, text }));
  const replayed = await openReplayed({ migrations }, { openEmbedded, ...options });
  try {
    await look(replayed);
  } finally {
    await replayed.close();
  }
}

/** The failure with the text of the statement and what stands where PostgreSQL stumbled. */
function shown({ applied, failure }: ReplayedDatabase) {
  const { migration, message, range, offset } = failure ?? {};
  return {
    applied,
    message,
    statement: range && migration?.text.slice(range.start, range.end),
    at: offset === undefined ? undefined : migration?.text.slice(offset).split(/\s/)[0],
  };
}

describe('a history on an embedded database', () => {
  it('is applied as Prisma applies it: CONCURRENTLY alone in its file, transactions of its own, settings that stay', () =>
    replay(
      [
        'CREATE TABLE a (id int); BEGIN; CREATE TABLE b (id int); COMMIT;',
        '-- alone\nCREATE INDEX CONCURRENTLY a_id ON a (id);\n',
        'CREATE SCHEMA s; SET search_path = s;',
        'CREATE TABLE c (id int);',
        '-- nothing at all',
      ],
      async ({ applied, failure, database }) => {
        assert.equal(failure, undefined);
        assert.equal(applied, 5);
        const { objects } = await database.readSnapshot('public');
        const tables = objects.flatMap(({ type, schema, name }) =>
          type === 'table' ? `${schema}.${name}` : [],
        );
        assert.deepEqual(tables.sort(), ['public.a', 'public.b', 's.c']);
      },
    ));

  it('stops at the statement that PostgreSQL refuses, also behind a transaction that was kept', () =>
    replay(
      ['BEGIN; CREATE TABLE a (id int); COMMIT;\n-- why\nSELECT 1;\nSELECT 1 / 0; SELECT 2;'],
      (replayed) => {
        assert.deepEqual(shown(replayed), {
          ...{ applied: 0, message: 'division by zero', statement: 'SELECT 1 / 0', at: undefined },
        });
      },
    ));

  it('says where a script cannot be read, in characters of any width', () =>
    replay(["SELECT '🐘🐘'; CREATE TABLE ok (id int);\nCREATE TABEL b (id int);"], (replayed) => {
      assert.deepEqual(shown(replayed), {
        ...{ applied: 0, message: 'syntax error at or near "TABEL"' },
        ...{ statement: 'CREATE TABEL b (id int)', at: 'TABEL' },
      });
    }));

  it('stops at CONCURRENTLY beside another statement, and at rows that would have to come from somewhere', async () => {
    await replay(['CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY x ON a (id);'], (replayed) => {
      const { message, statement } = shown(replayed);
      assert.equal(message, 'CREATE INDEX CONCURRENTLY cannot run inside a transaction block');
      assert.equal(statement, 'CREATE INDEX CONCURRENTLY x ON a (id)');
    });
    await replay(['CREATE TABLE a (id int);', 'COPY a FROM stdin;'], (replayed) => {
      const { applied, statement } = shown(replayed);
      assert.deepEqual([applied, statement], [1, 'COPY a FROM stdin']);
    });
  });

  it('goes on after a failure in an open transaction: what was applied can be looked at', () =>
    replay(['CREATE TABLE a (id int);', 'BEGIN; SELECT 1/0; COMMIT;'], async ({ applied, database }) => {
      assert.equal(applied, 1);
      assert.equal((await database.readSnapshot('public')).objects.length, 3);
    }));

  it('leaves others their turn between two migrations, so that Ctrl-C is heard', async () => {
    let turn = 0;
    let isOver = false;
    const count = (): void => {
      turn++;
      if (!isOver) setImmediate(count);
    };
    count();
    const readAt: number[] = [];
    const migrations = Array.from({ length: 5 }, (_, at) => ({
      ...{ name: String(at), file: `/${at}.sql` },
      get text() {
        readAt[at] = turn;
        return 'SELECT count(*) FROM generate_series(1, 100000);';
      },
    }));
    const { close } = await openReplayed({ migrations }, { openEmbedded });
    isOver = true;
    await close();
    assert.equal(new Set(readAt).size, 5, readAt.join());
  });

  it('has what the platform provides, before the first migration', () =>
    replay(
      ['GRANT SELECT ON ALL TABLES IN SCHEMA public TO anon; CREATE TABLE t (e extensions.citext);'],
      ({ failure }) => assert.equal(failure, undefined),
      {
        prelude: [
          {
            file: '/a.sql',
            text: 'CREATE ROLE anon; CREATE SCHEMA extensions; SET search_path = extensions;',
          },
          { file: '/b.sql', text: 'CREATE EXTENSION citext SCHEMA extensions;' },
        ],
      },
    ));

  it('shows where what should run first fails', async () => {
    await assert.rejects(
      replay([], () => undefined, { prelude: [{ file: '/p/a.sql', text: '\nSELECT nothing;' }] }),
      { name: 'HumanError', message: /^\/p\/a\.sql:2: .* column "nothing" does not exist/ },
    );
  });

  it("is applied to the connection's own schema", () =>
    replay(
      ['CREATE TABLE a (id serial PRIMARY KEY);'],
      async ({ database }) => {
        const { objects } = await database.readSnapshot('my app');
        assert.deepEqual(
          [...new Set(objects.filter(({ type }) => type === 'table').map(({ schema }) => schema))],
          ['my app'],
        );
      },
      { ownSchema: 'my app' },
    ));

  it('writes Prisma’s rows where that is asked for, and stops where Prisma would, at the statement to blame', async () => {
    const scripts = [
      'CREATE TABLE a (id int);',
      "-- a dump\nSELECT set_config('search_path', '', false);\nCREATE TABLE public.b (id int);",
      'CREATE TABLE public.c (id int);',
    ];
    await replay(scripts, ({ applied }) => assert.equal(applied, 3));
    await replay(
      scripts,
      (replayed) => {
        assert.deepEqual(shown(replayed), {
          ...{ applied: 1, message: 'relation "_prisma_migrations" does not exist', at: undefined },
          statement: "SELECT set_config('search_path', '', false)",
        });
        assert.equal(replayed.failure?.row?.left?.kind, 'search-path');
      },
      { writesRows: true },
    );
  });

  // Mutation: the rows are not asked for again when the session has ended.
  it('stops at a transaction that nothing ends, whose rows are gone', () =>
    replay(
      ['CREATE TABLE a (id int);', 'BEGIN; CREATE TABLE b (id int);', 'CREATE TABLE c (id int);'],
      (replayed) =>
        assert.deepEqual(shown(replayed), {
          ...{ applied: 1, message: 'it is gone when Prisma disconnects', statement: 'BEGIN', at: undefined },
        }),
      { writesRows: true },
    ));

  it('has Prisma’s table in the schema of the connection, and shows it to nobody', () =>
    replay(
      ['CREATE TABLE a (id int);', 'SET search_path = other;', 'SELECT 1;'],
      async ({ failure, database }) => {
        assert.equal(failure, undefined);
        const { objects } = await database.readSnapshot('other');
        assert.deepEqual(
          objects.flatMap(({ type, schema, name }) => (type === 'table' ? `${schema}.${name}` : [])),
          ['other.a'],
        );
      },
      { writesRows: true, ownSchema: 'other' },
    ));

  it('gives the session back to who began it, and still says where a script cannot be read', () =>
    replay(
      [
        'CREATE ROLE one; SET SESSION AUTHORIZATION one; RESET SESSION AUTHORIZATION; CREATE TABLE a (id int);',
        'SET SESSION AUTHORIZATION DEFAULT;\nCREATE TABEL b (id int);',
      ],
      (replayed) =>
        assert.deepEqual(shown(replayed), {
          ...{ applied: 1, message: 'syntax error at or near "TABEL"' },
          ...{ statement: 'CREATE TABEL b (id int)', at: 'TABEL' },
        }),
    ));
});
