import assert from 'node:assert/strict';
import { positionsOf } from '../../../../src/core/text-positions';
import { readGuardConfig } from '../../../../src/core/config/read-guard-config';
import type { Problem } from '../../../../src/core/json/problem';
import { readDriftIgnore } from '../../../../src/core/protection/read-drift-ignore';

/** Each problem as `line:column: sentence`. */
function messagesOf(text: string, problems: readonly Problem[]): string[] {
  return problems.map(({ range, message }) => {
    const { line, column } = positionsOf(text).at(range.start);
    return `${line}:${column}: ${message}`;
  });
}

const inDriftIgnore = (text: string): string[] => messagesOf(text, readDriftIgnore('f', text).problems);
const inGuardConfig = (text: string): string[] =>
  messagesOf(text, readGuardConfig({ file: 'f', text }).problems);

describe('a mistake in drift-ignore.json', () => {
  const cases: [title: string, text: string, expected: string[]][] = [
    ['is not an unknown key', '{ "$schema": "x", "protectedIndexes": [{ "name": "a", "owner": "b" }] }', []],
    ['is not a comment or a trailing comma', '// ours\n{ "protectedIndexes": [{ "name": "a", }, ], }\n', []],
    [
      'is told with its place, path and what should stand there',
      '{\n  "protectedIndexes": [\n    { "name": "a" },\n    {\n      "table": "t",\n      "name": 7\n    }\n  ]\n}\n',
      ['6:15: protectedIndexes[1].name must be a string; it is a number'],
    ],
    [
      'is told at the object that lacks a key',
      '{ "protectedIndexes": [\n  { "table": "t" }\n] }',
      ['2:3: protectedIndexes[0].name is missing; it must be a string'],
    ],
    [
      'is an empty name',
      '{"protectedIndexes":[{"name":""}]}',
      ['1:30: protectedIndexes[0].name must not be empty'],
    ],
    [
      'is a list that is none',
      '{"protectedIndexes":{}}',
      ['1:21: protectedIndexes must be a list; it is an object'],
    ],
    ['is a file that holds a list', '[]', ['1:1: the file must be an object; it is a list']],
    ['is an empty file', ' \n', ['2:1: the file is empty; it needs at least {}']],
    [
      'is an action that does not exist',
      '{"ignorePatterns":[{"pattern":"a","action":"removed"}]}',
      ['1:44: ignorePatterns[0].action must be remove or comment; it is removed. Did you mean remove?'],
    ],
    [
      'is a regular expression that is none',
      '{"ignorePatterns":[\n{"pattern":"(a"}]}',
      ['2:12: ignorePatterns[0].pattern is not a regular expression: Unterminated group'],
    ],
    [
      'is each of several, in one go',
      '{"protectedIndexes":[1,{"name":null}],\n"ignorePatterns":[{}]}',
      [
        '1:22: protectedIndexes[0] must be an object; it is a number',
        '1:32: protectedIndexes[1].name must be a string; it is null',
        '2:19: ignorePatterns[0].pattern is missing; it must be a string',
      ],
    ],
    ['is the first of a broken syntax', '{\n  "a": 1\n  "b": 2,\n', ['3:3: a comma is missing here']],
    ['is the missing end', '{ "protectedIndexes": [', ['1:24: a closing bracket ] is missing here']],
    [
      'is counted without the byte order mark',
      '\uFEFF{"protectedIndexes": 1}',
      ['1:22: protectedIndexes must be a list; it is a number'],
    ],
    ['is nesting without end', '['.repeat(100_000), ['1:100001: it is nested too deeply to be read']],
  ];
  for (const [title, text, expected] of cases) {
    it(title, () => assert.deepEqual(inDriftIgnore(text), expected));
  }
});

describe('a mistake in migration-guard.json', () => {
  const cases: [title: string, text: string, expected: string[]][] = [
    [
      'is none where every key is known',
      '{ "$schema": "x", "rules": { "drop-unknown-index": "off" }, "paths": ["a"], "environments": { "prod": { "variable": "PROD" }, "b": { "envFile": ".env.b", "variable": "B" }, "c": { "command": ["op"] }, "d": { "railway": { "environment": "d" } } }, "localHosts": ["db"],' +
        ' "ignore": [{ "migration": "1_a", "rule": "drop-protected-index", "reason": "r" }] }',
      [],
    ],
    ['is a key that nobody knows', '{\n  "rule": {}\n}', ['2:3: rule is not known. Did you mean rules?']],
    [
      'is a key that resembles none',
      '{ "inherits": "x" }',
      [
        '1:3: inherits is not known. Known here: extends, rules, paths, queries, ignore, environments, prismaCommand, config, prelude, projectCode, localHosts.',
      ],
    ],
    [
      'is a rule that does not exist',
      '{ "rules": {\n "drop-unkown-index": "off" } }',
      ['2:2: rules.drop-unkown-index is not known. Did you mean drop-unknown-index?'],
    ],
    [
      'is a severity that does not exist',
      '{ "rules": { "drop-unknown-index": "warn" } }',
      [
        '1:36: rules.drop-unknown-index must be off, error, warning, info or hint; it is warn. Did you mean warning?',
      ],
    ],
    [
      'is an entry to ignore without a reason',
      '{ "ignore": [{ "migration": "1_a", "rule": "drop-protected-index" }, { "migration": "1_a", "rule": "drop-protected-index", "reason": " " }] }',
      [
        '1:14: ignore[0].reason is missing; it must be a string',
        '1:134: ignore[1].reason must say why in words, for the next reader',
      ],
    ],
    [
      'is an entry for a rule that does not exist, or cannot be ignored',
      '{ "ignore": [{ "migration": "a", "rule": "drop-protected-indx", "reason": "r" }] }',
      ['1:42: ignore[0].rule is not drop-protected-indx. Did you mean drop-protected-index?'],
    ],
    [
      'is an environment that is none',
      '{ "environments": { "prod env": { "variable": "P", "production": "yes" } } }',
      ['1:66: environments["prod env"].production must be true or false; it is a string'],
    ],
    [
      'is a URL, whose password would be committed',
      '{ "environments": {\n "prod": { "url": "postgresql://a:s3cret@h/d" } } }',
      [
        '2:19: environments.prod.url must not be in this file, which is committed, because a URL holds a password; say where it is: variable, envFile, command or railway',
      ],
    ],
    [
      'is an environment without a URL',
      '{ "environments": {\n "live": { "production": true } } }',
      ['2:10: environments.live must say where its URL is: variable, envFile, command or railway'],
    ],
    [
      'is an environment with more than one',
      '{ "environments": { "a": { "variable": "A", "command": ["op"] }, "b": { "envFile": ".env", "railway": { "environment": "b" } } } }',
      [
        '1:26: environments.a says in more than one way where its URL is: variable, command; keep one',
        '1:71: environments.b says in more than one way where its URL is: envFile, railway; keep one',
      ],
    ],
    [
      'is a command as one text, which a shell would have to take apart',
      '{ "environments": { "a": { "command": "op read x" }, "b": { "command": [] } } }',
      [
        '1:39: environments.a.command must be a list; it is a string',
        '1:72: environments.b.command must not be empty',
      ],
    ],
    [
      'is a key of an environment that nobody knows',
      '{ "environments": { "a": { "envfile": ".env" }, "b": { "railway": { "environment": "x", "services": "y" } } } }',
      [
        '1:28: environments.a.envfile is not known. Did you mean envFile?',
        '1:89: environments.b.railway.services is not known. Did you mean service?',
      ],
    ],
  ];
  for (const [title, text, expected] of cases) {
    it(title, () => assert.deepEqual(inGuardConfig(text), expected));
  }

  it('leaves what is right in force', () => {
    const text =
      '{ "rules": { "nonsense": 1, "drop-unknown-index": "error" }, "paths": [1, "old"], "ignore": [{}, { "migration": "m", "rule": "drop-unknown-index", "reason": "r" }], }';
    const config = readGuardConfig({ file: '/p/migration-guard.json', text });
    assert.equal(config.problems.length, 5);
    assert.deepEqual([...config.severities], [['drop-unknown-index', 'error']]);
    assert.deepEqual(
      config.ignore.map(({ migration }) => migration),
      ['m'],
    );
    assert.equal(config.skips('/p/old/1/migration.sql'), true);
  });
});

describe('environments', () => {
  it('are read, each with its source', () => {
    const { environments, localHosts, problems } = readGuardConfig({
      file: 'f',
      text: JSON.stringify({
        environments: {
          staging: { variable: 'STAGING_URL' },
          file: { envFile: '.env.file', production: true },
          vault: { command: ['op', 'read', 'op://x y/z'] },
          cloud: { railway: { environment: 'production', service: 'Postgres' } },
        },
        localHosts: ['DB'],
      }),
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(localHosts, ['db']);
    assert.deepEqual(
      [...environments],
      [
        ['staging', { source: { kind: 'variable', variable: 'STAGING_URL' }, production: false }],
        [
          'file',
          {
            source: { kind: 'envFile', file: '.env.file', variable: 'DATABASE_URL', namedBy: 'f' },
            production: true,
          },
        ],
        [
          'vault',
          {
            source: { kind: 'command', program: 'op', args: ['read', 'op://x y/z'], namedBy: 'f' },
            production: false,
          },
        ],
        [
          'cloud',
          { source: { kind: 'railway', environment: 'production', service: 'Postgres' }, production: false },
        ],
      ],
    );
  });
});

describe('paths to skip', () => {
  const skips = (paths: string[], config: string, file: string): boolean =>
    readGuardConfig({ file: config, text: JSON.stringify({ paths }) }).skips(file);

  it('are those of .gitignore, below the folder of the file', () => {
    const config = '/p/migration-guard.json';
    const file = '/p/prisma/migrations/2023_a/migration.sql';
    assert.equal(skips(['prisma/migrations/2023*'], config, file), true);
    assert.equal(skips(['2023*/'], config, file), true);
    assert.equal(skips(['/2023*'], config, file), false);
    assert.equal(skips(['prisma/migrations/*', '!prisma/migrations/2023_a'], config, file), false);
    assert.equal(skips([], config, file), false);
  });

  it('say nothing of files elsewhere', () => {
    assert.equal(skips(['**'], '/p/app/migration-guard.json', '/p/migrations/1/migration.sql'), false);
  });

  it('fit URIs and the paths of Windows too', () => {
    assert.equal(
      skips(
        ['my migrations/'],
        'file:///c%3A/p/migration-guard.json',
        'file:///c%3A/p/my%20migrations/1/migration.sql',
      ),
      true,
    );
    assert.equal(
      skips(['db/migrations/'], 'C:\\p\\migration-guard.json', 'C:\\p\\db\\migrations\\1\\migration.sql'),
      true,
    );
  });
});
