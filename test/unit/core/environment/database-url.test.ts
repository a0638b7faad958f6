import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { DatabaseUrl } from '../../../../src/core/environment/database-url';
import { isHumanError } from '../../../../src/core/human-error';

const parse = (text: string): DatabaseUrl => DatabaseUrl.parse(text, 'DATABASE_URL');

describe('a database URL', () => {
  it('gives its parts', () => {
    const url = parse('postgresql://ann:s%40cret@db.example.com:6000/app?schema=crm&sslmode=require');
    assert.deepEqual(
      [url.host, url.port, url.user, url.database, url.schema, url.parameter('sslmode')],
      ['db.example.com', 6000, 'ann', 'app', 'crm', 'require'],
    );
    assert.equal(url.revealPassword(), 's@cret');
    assert.equal(url.location, 'db.example.com:6000/app');
  });

  it('has the defaults of Prisma and PostgreSQL', () => {
    const url = parse(' "postgres://ann@localhost" ');
    assert.deepEqual([url.port, url.database, url.schema], [5432, 'ann', 'public']);
    assert.equal(url.revealPassword(), undefined);
  });

  it('leads to a socket', () => {
    const url = parse('postgresql://ann:x1@localhost/app?host=/run/postgresql');
    assert.equal(url.host, '/run/postgresql');
    assert.equal(url.isLoopback, true);
  });

  for (const [host, loopback] of [
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['[::1]', true],
    ['db', false],
    ['127.0.0.1.example.com', false],
  ] as const) {
    it(`to ${host} ${loopback ? 'stays on' : 'leaves'} this machine`, () => {
      assert.equal(parse(`postgresql://a:b@${host}:5432/app`).isLoopback, loopback);
    });
  }

  it('knows the same database under another user, schema and spelling of this machine', () => {
    const one = parse('postgresql://a:b@localhost/app?schema=x');
    assert.equal(one.isSameDatabase(parse('postgres://c:d@127.0.0.1:5432/app')), true);
    assert.equal(one.isSameDatabase(parse('postgres://c:d@127.0.0.1:5433/app')), false);
    assert.equal(one.isSameDatabase(parse('postgres://a:b@localhost/App')), false);
    assert.equal(
      parse('postgres://a@DB.example.com/a').isSameDatabase(parse('postgres://a@db.example.com/a')),
      true,
    );
  });

  it('knows the same database behind its pooler', () => {
    for (const [pooled, direct] of [
      [
        'postgres://a:b@ep-x-pooler.eu.aws.neon.tech/app?pgbouncer=true',
        'postgres://a:b@ep-x.eu.aws.neon.tech/app',
      ],
      ['postgres://a:b@db.x.supabase.co:6543/postgres', 'postgres://a:b@db.x.supabase.co:5432/postgres'],
    ] as const) {
      assert.equal(parse(pooled).isSameDatabase(parse(direct)), true);
    }
    assert.equal(parse('postgres://a@h:6543/app').isSameDatabase(parse('postgres://a@h/app')), false);
  });

  it('is local on this machine, and on hosts that are listed', () => {
    assert.equal(parse('postgres://a@localhost/app').isLocal([]), true);
    assert.equal(parse('postgres://a@DB/app').isLocal(['db']), true);
    assert.equal(parse('postgres://a@db.example.com/app').isLocal(['db']), false);
  });

  for (const text of [
    'postgresql://a:b@db.example.com/app?pgbouncer=true',
    'postgresql://a:b@ep-x-pooler.eu.aws.neon.tech/app',
    'postgresql://a:b@aws-0.pooler.supabase.com:6543/postgres',
  ]) {
    it(`is recognised as pooled: ${text}`, () => assert.equal(parse(text).isPooled, true));
  }

  it('shows no password, however it is printed', () => {
    const url = parse('postgresql://ann:s%40cret@db.example.com/app?sslpassword=t0p');
    const shown = [
      String(url),
      JSON.stringify({ url }),
      inspect(url, { showHidden: true, depth: 9 }),
      url.location,
    ];
    for (const text of shown) assert.doesNotMatch(text, /s@cret|s%40cret|t0p/);
    assert.equal(String(url), 'postgresql://ann:***@db.example.com:5432/app');
  });

  it('lists what must be masked, the longest first', () => {
    const url = parse('postgresql://ann:s%40cret@h/app');
    assert.deepEqual(url.secrets(), ['postgresql://ann:s%40cret@h/app', 's%40cret', 's@cret']);
  });

  it('is found inside the key of prisma dev', () => {
    const key = Buffer.from(JSON.stringify({ databaseUrl: 'postgres://p:q@localhost:51214/t' })).toString(
      'base64url',
    );
    assert.equal(parse(`prisma+postgres://localhost:51213/?api_key=${key}`).location, 'localhost:51214/t');
  });

  for (const [text, message] of [
    ['', /^DATABASE_URL is empty\. Give the URL of the database itself/],
    [
      'prisma://x.example.com/?api_key=k3y',
      /^DATABASE_URL is a prisma:\/\/ URL, which leads to Accelerate\. Give/,
    ],
    [
      'prisma+postgres://accelerate.prisma-data.net/?api_key=k3y',
      /which does not say which database it leads to\. Give/,
    ],
    ['mysql://a:s3cret@h/db', /^DATABASE_URL is a mysql: URL\. A PostgreSQL database has one/],
    ['s3cret', /^DATABASE_URL is no URL\./],
    ['postgresql://ann:s3cret/@h/app#x y@[', /^DATABASE_URL has a \/ in its user name or password, which/],
    ['postgresql://ann:s3cret@h:port/app', /is not a valid URL\. Characters such as @/],
  ] as const) {
    it(`is refused without a word of it: ${text || 'nothing'}`, () => {
      assert.throws(
        () => parse(text),
        (error) => {
          assert.ok(isHumanError(error));
          assert.match(error.message, message);
          assert.doesNotMatch(error.message, /s3cret|k3y/);
          return true;
        },
      );
    });
  }

  // Some of these are valid URLs, of another host, port or database, which messages would show.
  for (const [character, code] of [
    ['#', '%23'],
    ['/', '%2F'],
    ['?', '%3F'],
  ] as const) {
    for (const text of [
      `postgresql://ann:s3cret${character}k3y@h/app`,
      `postgresql://ann:3389${character}5678@h/app`,
      `postgresql://ann:3389${character}a=5678@h/app`,
      `postgresql://ann:s3@cret${character}k3y@h/app?schema=crm`,
      `postgresql://ann:s3@cret${character}k3y@h`,
      `postgresql://s3cret${character}k3y@h:5433/app`,
    ]) {
      it(`is refused without a piece of the password, which has ${character}: ${text}`, () => {
        assert.throws(
          () => parse(text),
          (error) => {
            assert.ok(isHumanError(error));
            assert.equal(
              error.message,
              `DATABASE_URL has a ${character} in its user name or password, which ends the host of a URL: write it there as ${code}.`,
            );
            return true;
          },
        );
        const mended = `postgresql://${text.replace('postgresql://', '').replace(character, code)}`;
        assert.equal(parse(mended).host, 'h');
        assert.ok(decodeURIComponent(mended).includes(parse(mended).revealPassword() ?? ''));
      });
    }
  }

  for (const text of [
    'postgresql://ann:s3@cret@h/app',
    'postgresql://ann:50%off@h/app',
    'postgresql://ann:x1@h/app?application_name=me@work/1&options=-c%20a=b@c',
    'postgresql://h/app?user=ann@corp&password=a/b@c',
    'postgresql://ann:x1@h/app#',
  ]) {
    it(`is taken as it is meant: ${text}`, () => {
      assert.equal(parse(text).location, 'h:5432/app');
    });
  }
});
