import assert from 'node:assert/strict';
import fs from 'node:fs';
import Ajv from 'ajv';
import prettier from 'prettier';
import { jsonSchemas } from '../../../tools/json-schemas';
import { reportTypes } from '../../../tools/report-types';

describe('the JSON Schemas', () => {
  for (const [name, schema] of Object.entries(jsonSchemas)) {
    it(`are up to date: schemas/${name} (npm run schemas)`, () => {
      assert.deepEqual(
        JSON.parse(fs.readFileSync(`schemas/${name}`, 'utf8')),
        JSON.parse(JSON.stringify(schema)),
      );
    });
  }

  it('and the types of the npm package are up to date: types/index.d.ts (npm run schemas)', async () => {
    const file = 'types/index.d.ts';
    const options = { ...(await prettier.resolveConfig(file)), filepath: file };
    assert.equal(fs.readFileSync(file, 'utf8'), await prettier.format(reportTypes(), options));
  });

  it('are given to VS Code, each for its file', () => {
    const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
      contributes: { jsonValidation: { fileMatch: string; url: string }[] };
    };
    assert.deepEqual(
      contributes.jsonValidation.map(({ fileMatch, url }) => [fileMatch, url]),
      ['drift-ignore.schema.json', 'migration-guard.schema.json'].map((name) => [
        name.replace('.schema', ''),
        `./schemas/${name}`,
      ]),
    );
  });

  it('take what the docs show and refuse what the reader refuses', () => {
    const ajv = new Ajv();
    const takes = (name: string, value: unknown): boolean =>
      ajv.validate(jsonSchemas[name] ?? false, value) === true;
    const blocks = [
      ...fs.readFileSync('docs/configuration.md', 'utf8').matchAll(/```jsonc?\n(.*?)```/gs),
    ].map(([, text = '']): unknown => JSON.parse(text.replace(/^\s*\/\/.*$/gm, '')));
    const [indexes, objects, guard] = blocks;
    assert.equal(blocks.length, 3);
    assert.equal(takes('drift-ignore.schema.json', indexes), true);
    assert.equal(takes('drift-ignore.schema.json', objects), true);
    assert.equal(takes('migration-guard.schema.json', guard), true);
    assert.equal(takes('drift-ignore.schema.json', { protectedIndexes: [{ table: 't' }] }), false);
    assert.equal(takes('drift-ignore.schema.json', { protectedObjects: [{ kind: 'x', name: 'a' }] }), false);
    assert.equal(takes('migration-guard.schema.json', { rule: {} }), false);
    assert.equal(
      takes('migration-guard.schema.json', { ignore: [{ migration: 'a', rule: 'drop-protected-index' }] }),
      false,
    );
  });
});
