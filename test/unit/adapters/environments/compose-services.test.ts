import assert from 'node:assert/strict';
import { composeFilesAround, databaseHostsIn } from '../../../../src/adapters/environments/compose-services';
import { inWorkspace } from '../../../helpers/workspace';

const compose = (name: string, image = 'postgres:16') => `services:\n  ${name}:\n    image: ${image}\n`;

describe('the hosts of databases in a compose file', () => {
  for (const [what, text, hosts] of [
    ['a service of PostgreSQL', compose('db'), ['db']],
    [
      'its variants',
      compose('a', 'pgvector/pgvector:pg16') + '  b:\n    image: "timescale/timescaledb:latest"\n',
      ['a', 'b'],
    ],
    ['another service', compose('cache', 'redis:7'), []],
    [
      'comments, quotes, anchors, and names of its own',
      `x-a: &a\n  image: postgres\nversion: '3'\nservices: # ours\n\n  # db2:\n  "DB": &db\n    container_name: 'my-db' # mine\n    build: .\n    image: \${IMAGE:-postgres:16}\n    hostname: pg\n    environment:\n      image: redis\n  web:\n    depends_on:\n      - DB\nvolumes:\n  data:\n    image: postgres\n`,
      ['db', 'my-db', 'pg'],
    ],
    [
      'four spaces, on Windows',
      'services:\r\n    db:\r\n        ports:\r\n            - 5432:5432\r\n        image: postgres\r\n',
      ['db'],
    ],
    ['no YAML at all', '{ "services": [', []],
  ] as const) {
    it(`are found for ${what}`, () => assert.deepEqual(databaseHostsIn(text), hosts));
  }

  it(
    'are looked for up to the repository’s top, and in dev containers, but not where somebody deploys from',
    inWorkspace(({ at, write, git }) => {
      write({
        'compose.yaml': compose('outside'),
        'repo/docker-compose.yml': compose('top'),
        'repo/docker-compose.prod.yml': compose('live'),
        'repo/.devcontainer/docker-compose.yml': compose('dev'),
        'repo/.devcontainer/full/devcontainer.json':
          '{ // all\n "dockerComposeFile": ["../../ops/all.yml"] }',
        'repo/ops/all.yml': compose('named'),
        'repo/apps/a/compose.dev.yaml': compose('near'),
        'repo/apps/b/compose.yaml': compose('beside'),
      });
      git('init', '--quiet', at('repo'));
      assert.deepEqual(
        composeFilesAround(at('repo/apps/a')).flatMap(({ hosts }) => hosts),
        ['near', 'top', 'dev', 'named'],
      );
      assert.deepEqual(composeFilesAround(at('repo/ops')).length, 3);
    }),
  );
});
