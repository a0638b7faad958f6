import assert from 'node:assert/strict';
import { configured, find, railwayWith } from '../../../helpers/configured';
import { encodedPassword, projectFiles, secrets, sentenceOf, urlTo } from '../../../helpers/environments';
import { callsOf, fakeProgram } from '../../../helpers/fake-program';
import { inWorkspace } from '../../../helpers/workspace';

describe('a configured environment', () => {
  it(
    'takes its URL from a variable',
    inWorkspace(async (workspace) => {
      workspace.write(configured({ staging: { variable: 'STAGING_URL' } }));
      const { name, url, from, production } = await find(workspace, 'staging', { STAGING_URL: urlTo('h') });
      assert.deepEqual([name, url.host, from, production], ['staging', 'h', 'STAGING_URL', false]);
      assert.equal(
        await sentenceOf(() => find(workspace, 'staging', {})),
        'No URL for staging: the environment variable STAGING_URL, which migration-guard.json names, is not set.',
      );
    }),
  );

  it(
    'takes its URL from a file of variables, whatever is set',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...configured({
          staging: { envFile: '.env.staging' },
          other: { envFile: '.env.staging', variable: 'OTHER' },
        }),
        '.env.staging': `HOST=h\nDATABASE_URL=postgresql://a:${encodedPassword}@\${HOST}/app\nDIRECT_URL=${urlTo('direct')}\n`,
      });
      const { url, directUrl, from } = await find(workspace, 'staging', {
        DATABASE_URL: urlTo('set'),
        HOST: 'set',
      });
      assert.deepEqual([url.host, directUrl?.host, from], ['h', 'direct', 'DATABASE_URL of .env.staging']);
      assert.equal(
        await sentenceOf(() => find(workspace, 'other')),
        'No URL for other: .env.staging does not set OTHER.',
      );
      workspace.write({ '.env.staging': undefined });
      assert.equal(
        await sentenceOf(() => find(workspace, 'staging')),
        'No URL for staging: .env.staging, which migration-guard.json names, is not there.',
      );
    }),
  );

  it(
    'takes its URL from what a program prints, which gets its arguments as they are',
    inWorkspace(async (workspace) => {
      workspace.write(configured({ live: { command: ['op', 'read', 'op://a b/$HOME;url'] } }));
      const env = fakeProgram(workspace, 'op', `console.log('\\n' + ${JSON.stringify(urlTo('h'))} + '\\n')`);
      const { url, from } = await find(workspace, 'live', env);
      assert.deepEqual([url.host, from], ['h', 'what op printed']);
      assert.deepEqual(callsOf(workspace, 'op'), [['read', 'op://a b/$HOME;url']]);
    }),
  );

  const output = JSON.stringify(urlTo('h'));
  const failures: [what: string, body: string, sentence: string][] = [
    [
      'fails',
      `console.error('[ERROR] not signed in to ' + ${output} + '.'); process.exitCode = 6`,
      'failed with exit code 6: [ERROR] not signed in to postgresql://***',
    ],
    ['fails and says nothing', 'process.exitCode = 1', 'failed with exit code 1'],
    [
      'fails with the bare secret in its words',
      `console.log(${JSON.stringify(encodedPassword)}); console.error('bad ' + ${JSON.stringify(encodedPassword)}); process.exitCode = 1`,
      'failed with exit code 1: bad ***',
    ],
    ['prints nothing', '', 'printed nothing, but it should print the URL'],
    [
      'prints more than the URL',
      `console.log('hello'); console.log(${output})`,
      'printed 2 lines, but it should print only the URL',
    ],
    ['is killed', `process.kill(process.pid, 'SIGTERM')`, 'was killed by SIGTERM'],
    ['never ends', 'setInterval(() => {}, 1000)', 'gave no answer within 1.5 seconds'],
    [
      'prints without end',
      `const write = () => process.stdout.write('x'.repeat(1 << 20), write); write()`,
      'printed more than a URL could be',
    ],
  ];
  for (const [what, body, sentence] of failures) {
    it(
      `one sentence says that its program ${what}`,
      inWorkspace(async (workspace) => {
        workspace.write(configured({ live: { command: ['op', '--token', 'hidden-token'] } }));
        const env = fakeProgram(workspace, 'op', body);
        const timeoutMs = what === 'never ends' ? 1500 : 20_000;
        const message = await sentenceOf(
          () => find(workspace, 'live', env, { command: timeoutMs }),
          [...secrets, 'hidden-token'],
        );
        assert.equal(message, `No URL for live: op, which migration-guard.json names, ${sentence}.`);
      }),
    );
  }

  it(
    'one sentence says that its program prints something else, or is not there',
    inWorkspace(async (workspace) => {
      workspace.write(configured({ live: { command: ['op'] } }));
      assert.match(
        await sentenceOf(() => find(workspace, 'live', { PATH: workspace.folder })),
        /^No URL for live: op, which migration-guard\.json names, is not installed\.$/,
      );
      const env = fakeProgram(workspace, 'op', `console.log(${JSON.stringify(encodedPassword)})`);
      assert.match(await sentenceOf(() => find(workspace, 'live', env)), /^What op printed is no URL\./);
    }),
  );

  it(
    'takes its URL from Railway',
    inWorkspace(async (workspace) => {
      workspace.write(configured({ qa: { railway: { environment: 'quality', service: 'pg' } } }));
      const env = fakeProgram(workspace, 'railway', railwayWith({ quality: urlTo('h') }));
      assert.equal((await find(workspace, 'qa', env)).url.host, 'h');
      assert.deepEqual(callsOf(workspace, 'railway'), [
        ['variables', '--environment', 'quality', '--service', 'pg', '--json'],
      ]);
    }),
  );

  it(
    'is not read from a migration-guard.json with a mistake, which may hide a word about production',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...projectFiles(),
        'migration-guard.json': '{ "environments": {\n  "live": { "variable": "L", "production": "yes" } } }',
      });
      assert.equal(
        await sentenceOf(() => find(workspace, 'live', { L: urlTo('h') })),
        'migration-guard.json:2:44: environments.live.production must be true or false; it is a string. Fix it first.',
      );
    }),
  );
});
