import assert from 'node:assert/strict';
import fs from 'node:fs';
import { z } from 'zod';
import { ids } from '../../../src/editor/ids';

const named = (key: string) => z.array(z.looseObject({ [key]: z.string() })).default([]);

const manifest = z
  .object({
    contributes: z.object({
      commands: named('command'),
      views: z.record(z.string(), named('id')).default({}),
      configuration: z.object({
        properties: z.record(z.string(), z.object({ default: z.unknown() })),
      }),
    }),
  })
  .parse(JSON.parse(fs.readFileSync('package.json', 'utf8')));
const { commands, views, configuration } = manifest.contributes;

describe('package.json', () => {
  it('declares the commands of ids.ts and no others', () => {
    assert.deepEqual(commands.map(({ command }) => command).sort(), Object.values(ids.commands).sort());
  });

  it('declares the views of ids.ts and no others', () => {
    const declared = Object.values(views).flat();
    assert.deepEqual(declared.map(({ id }) => id).sort(), Object.values(ids.views).sort());
  });

  it('declares the settings of ids.ts with the same defaults and no others', () => {
    const declared = Object.entries(configuration.properties).map(([id, setting]) => ({
      id,
      default: setting.default,
    }));
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
    assert.deepEqual(declared.sort(byId), Object.values(ids.settings).sort(byId));
  });

  it('finds each of its words in package.nls.json, and leaves none there unused', () => {
    const used = fs.readFileSync('package.json', 'utf8').matchAll(/"%([^"%]+)%"/g);
    const messages = z
      .record(z.string(), z.string())
      .parse(JSON.parse(fs.readFileSync('package.nls.json', 'utf8')));
    assert.deepEqual([...new Set([...used].map((match) => match[1]!))].sort(), Object.keys(messages).sort());
  });
});
