import assert from 'node:assert/strict';
import { DatabaseUrl } from '../../../../src/core/environment/database-url';
import { masksOf, withoutCredentials } from '../../../../src/core/environment/masks';
import { maskText } from '../../../../src/adapters/process/mask-secrets';
import { encodedPassword, password, secrets, urlTo } from '../../../helpers/environments';
import { assertNoSecrets } from '../../../helpers/no-secrets';

const masks = (text: string): readonly string[] => masksOf(DatabaseUrl.parse(text, 'X'));

describe('what is masked of a URL', () => {
  it('is the URL and its password, in every way that programs write them', () => {
    const url = urlTo('db.example.com');
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    const shown = [
      url,
      encodeURIComponent(url),
      JSON.stringify({ url, password }),
      base64(url),
      base64(password),
      Buffer.from(password).toString('base64url'),
      `password=${password} ${encodedPassword.toLowerCase()}`,
    ].join('\n');
    assertNoSecrets(maskText(shown, masks(url)), [url, ...secrets]);
  });

  it('is not every word that is the password too, where that word is no secret', () => {
    const url = 'postgresql://postgres:postgres@localhost:5432/postgres';
    assert.equal(
      maskText(`PostgreSQL database "postgres" at ${url}, or postgres://me:postgres@h`, masks(url)),
      'PostgreSQL database "postgres" at ***, or postgres://me***h',
    );
    assert.equal(maskText('a b', masks('postgresql://u:a@h/d')), 'a b');
  });
});

describe('a text of somebody else', () => {
  it('loses what stands in URLs with a credential, and nothing else', () => {
    assert.equal(
      withoutCredentials(
        `bad ${urlTo('h')}, "redis://:pw@cache" and prisma://x/?api_key=k1; see https://pris.ly/d/x`,
      ),
      'bad postgresql://*** "redis://***" and prisma://*** see https://pris.ly/d/x',
    );
  });
});
