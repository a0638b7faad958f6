import assert from 'node:assert/strict';
import { DatabaseUrl } from '../../../src/core/environment/database-url';
import { HumanError } from '../../../src/core/human-error';
import type { DatabaseIdentity } from '../../../src/core/environment/identity';
import { findSharedWith, type OtherEnvironment, type Sharing } from '../../../src/workflows/repairable';

const urlOf = (text: string): DatabaseUrl => DatabaseUrl.parse(text, 'the test');
const identity = (system: string): DatabaseIdentity => ({ system, oid: '5', rows: ['a'] });

function other(
  name: string,
  url: string,
  readIdentity: OtherEnvironment['readIdentity'] = () => Promise.reject(new HumanError('Nothing answers.')),
  production = false,
): OtherEnvironment {
  return { name, url: urlOf(url), readIdentity, production };
}

async function sharing(others: readonly OtherEnvironment[], environment = 'local'): Promise<Sharing> {
  const target = { environment, url: urlOf('postgresql://localhost:5433/app') };
  return findSharedWith(target, () => Promise.resolve(identity('1')), others);
}

async function sharedWith(...given: Parameters<typeof sharing>): Promise<string | undefined> {
  return (await sharing(...given)).name;
}

describe('a local database is known as another environment’s', () => {
  // Mutation: findSharedWith without the comparison of URLs.
  it('by host and database, whatever the user', async () => {
    assert.equal(await sharedWith([other('dev', 'postgresql://me@127.0.0.1:5433/app')]), 'dev');
    assert.equal(await sharedWith([other('dev', 'postgresql://localhost:5433/other')]), undefined);
  });

  // Mutation: findSharedWith without the comparison of identities.
  it('by what the servers say, as behind a tunnel; one that cannot be reached is reported', async () => {
    const unreachable = other('dev', 'postgresql://dev.example.com/app');
    const same = other('prod', 'postgresql://prod.example.com/app', () => Promise.resolve(identity('1')));
    const another = other('test', 'postgresql://test.example.com/app', () => Promise.resolve(identity('2')));
    assert.equal(await sharedWith([unreachable, another, same]), 'prod');
    assert.deepEqual(await sharing([unreachable, another]), {
      name: undefined,
      notCompared: ['Nothing answers.'],
    });
  });

  // Mutation: findSharedWith that leaves out the environment itself also where it is production.
  it('not by itself, unless it is production', async () => {
    const url = 'postgresql://localhost:5433/app';
    const readIdentity = () => Promise.resolve(identity('1'));
    assert.equal(await sharedWith([other('test', url, readIdentity)], 'test'), undefined);
    assert.equal(await sharedWith([other('prod', url, readIdentity, true)], 'prod'), 'prod');
  });
});
