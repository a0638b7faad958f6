import assert from 'node:assert/strict';
import { DatabaseUrl } from '../../../../src/core/environment/database-url';
import { libpqVariables } from '../../../../src/core/environment/libpq-variables';

/** What is set in the end, and what of what was inherited is taken away. */
function variables(
  text: string,
  inherited: Record<string, string> = {},
): { set: Record<string, string>; taken: string[] } {
  const all = Object.entries(libpqVariables(DatabaseUrl.parse(text, 'the test'), inherited));
  return {
    set: Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined)),
    taken: all.flatMap(([name, value]) => (value === undefined && name in inherited ? [name] : [])),
  };
}

describe('the variables of psql and its like', () => {
  it('say the same as the URL', () => {
    assert.deepEqual(
      variables('postgresql://ann:p%40ss@db.example.com:6000/app?sslmode=require&connect_timeout=3').set,
      {
        PGHOST: 'db.example.com',
        PGPORT: '6000',
        PGUSER: 'ann',
        PGPASSWORD: 'p@ss',
        PGDATABASE: 'app',
        PGSSLMODE: 'require',
        PGCONNECT_TIMEOUT: '3',
      },
    );
    assert.equal(
      variables('postgresql://a@localhost/app?host=/run/postgresql').set['PGHOST'],
      '/run/postgresql',
    );
  });

  // Mutation: leaving what is inherited.
  it('leave nothing that leads to another server, user or certificate', () => {
    const elsewhere = {
      PGSERVICE: 'prod',
      PGHOSTADDR: '10.0.0.1',
      PGUSER: 'root',
      PGPASSFILE: '/other',
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: '/other.pem',
      PGREQUIREAUTH: 'gss',
    };
    assert.deepEqual(
      variables('postgresql://:x1@h/app', elsewhere).taken.sort(),
      Object.keys(elsewhere).sort(),
    );
  });

  it('leave the file of passwords to a URL that has none', () => {
    assert.deepEqual(
      variables('postgresql://ann@h/app', { PGPASSFILE: '/mine', PGPASSWORD: 'other' }).taken,
      ['PGPASSWORD'],
    );
  });

  it('check the server’s certificate as the URL says it for Prisma and for libpq', () => {
    const tls = (query: string) => {
      const { PGSSLMODE, PGSSLROOTCERT, PGSSLCERT, PGSSLKEY } = variables(
        `postgresql://a@h/app?${query}`,
      ).set;
      return [PGSSLMODE, PGSSLROOTCERT, PGSSLCERT, PGSSLKEY];
    };
    assert.deepEqual(tls('sslmode=require&sslaccept=strict&sslcert=ca.pem'), [
      'verify-full',
      'ca.pem',
      undefined,
      undefined,
    ]);
    assert.deepEqual(tls('sslmode=verify-ca&sslrootcert=ca.pem&sslcert=me.pem&sslkey=me.key'), [
      'verify-ca',
      'ca.pem',
      'me.pem',
      'me.key',
    ]);
    assert.deepEqual(tls('sslmode=disable&sslaccept=strict')[0], 'disable');
  });

  it('look names up in the URL’s schema, beside options that are there', () => {
    const options = (query: string, inherited: Record<string, string> = {}) =>
      variables(`postgresql://a@h/app${query}`, inherited).set['PGOPTIONS'];
    assert.equal(options('?schema=crm'), '-c search_path="crm"');
    assert.equal(options('?schema=my%20crm%22'), '-c search_path="my\\ crm"""');
    assert.equal(
      options('?schema=crm&options=-c%20role=ann', { PGOPTIONS: '-c geqo=off' }),
      '-c geqo=off -c role=ann -c search_path="crm"',
    );
    assert.equal(options('?schema=public'), undefined);
    // A pooler refuses what it does not know.
    assert.equal(options('?schema=crm&pgbouncer=true', { PGOPTIONS: '-c geqo=off' }), undefined);
  });
});
