import assert from 'node:assert/strict';
import {
  settingEdits,
  settingSentence,
  type OfferedSetting,
} from '../../../../src/core/config/setting-offer';
import { applyEdits } from '../../../../src/core/edits';
import { readGuardConfig } from '../../../../src/core/config/read-guard-config';

const file: OfferedSetting = { kind: 'env-file', envFile: '../../.env', variable: 'DATABASE_URL' };
const other: OfferedSetting = { ...file, variable: 'DB_URL' };
const hosts: OfferedSetting = { kind: 'local-hosts', hosts: ['db', 'pooler'] };

function written(text: string | undefined, setting: OfferedSetting): string {
  const edits = settingEdits(text, setting) ?? assert.fail('nothing was written');
  return applyEdits(text ?? '', edits);
}

describe('a setting that was found', () => {
  for (const [what, before, setting, after] of [
    [
      'a new file',
      undefined,
      file,
      '{\n  "environments": {\n    "local": {\n      "envFile": "../../.env"\n    }\n  }\n}\n',
    ],
    [
      'an empty object',
      '{}\n',
      other,
      '{\n  "environments": {\n    "local": {\n      "envFile": "../../.env",\n      "variable": "DB_URL"\n    }\n  }\n}\n',
    ],
    [
      'other environments, with comments and four spaces',
      '{\n    "environments": {\n        // ours\n        "qa": { "variable": "QA" }, // mine\n    },\n}\n',
      file,
      '{\n    "environments": {\n        // ours\n        "qa": { "variable": "QA" }, // mine\n        "local": {\n            "envFile": "../../.env"\n        },\n    },\n}\n',
    ],
    ['a list of hosts', '{ "localHosts": ["x"] }', hosts, '{ "localHosts": ["x", "db", "pooler"] }'],
    [
      'no list of hosts, on Windows',
      '{\r\n\t"rules": {}\r\n}\r\n',
      hosts,
      '{\r\n\t"rules": {},\r\n\t"localHosts": [\r\n\t\t"db",\r\n\t\t"pooler"\r\n\t]\r\n}\r\n',
    ],
  ] as const) {
    it(`is written into ${what}, and is read from there`, () => {
      const text = written(before, setting);
      assert.equal(text, after);
      const { environments, localHosts, problems } = readGuardConfig({ file: 'migration-guard.json', text });
      assert.deepEqual(problems, []);
      if (setting.kind === 'local-hosts') assert.deepEqual(localHosts.slice(-2), setting.hosts);
      else {
        const { envFile, variable } = setting;
        assert.deepEqual(environments.get('local')?.source, {
          kind: 'envFile',
          file: envFile,
          variable,
          namedBy: 'migration-guard.json',
        });
      }
    });
  }

  for (const [what, text, setting] of [
    [
      'a local environment that is named already',
      '{ "environments": { "local": { "variable": "X" } } }',
      file,
    ],
    ['environments that are no object', '{ "environments": 1 }', file],
    ['hosts that are no list', '{ "localHosts": "db" }', hosts],
    ['a file with mistakes', '{ "rules": ', file],
    ['no object', '[]', file],
  ] as const) {
    it(`is not written over ${what}`, () => assert.equal(settingEdits(text, setting), undefined));
  }

  it('is printed as what a person would write', () => {
    const offer = { found: 'x', target: '/a/migration-guard.json' };
    assert.deepEqual(
      [
        settingSentence({ ...offer, setting: other, isThere: false }),
        settingSentence({ ...offer, setting: hosts, isThere: true }),
      ],
      [
        'write into /a/migration-guard.json: { "environments": { "local": { "envFile": "../../.env", "variable": "DB_URL" } } }',
        'add to /a/migration-guard.json: "localHosts": ["db", "pooler"]',
      ],
    );
  });
});
