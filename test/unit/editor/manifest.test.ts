import assert from 'node:assert/strict';
import fs from 'node:fs';
import { z } from 'zod';
import { allCommands } from '../../../src/cli/commands/all';
import { runProgram } from '../../../src/cli/program';
import { ids, taskType } from '../../../src/editor/ids';
import { captureContext } from '../../helpers/cli-here';

const named = (key: string) => z.array(z.looseObject({ [key]: z.string() })).default([]);

const manifest = z
  .object({
    contributes: z.object({
      commands: named('command'),
      menus: z.object({ commandPalette: z.array(z.object({ command: z.string(), when: z.string() })) }),
      taskDefinitions: z.tuple([
        z.object({
          type: z.string(),
          properties: z.object({ command: z.object({ enum: z.array(z.string()) }) }),
        }),
      ]),
      views: z.record(z.string(), named('id')).default({}),
      configuration: z.object({
        properties: z.record(z.string(), z.object({ default: z.unknown() })),
      }),
    }),
  })
  .parse(JSON.parse(fs.readFileSync('package.json', 'utf8')));
const { commands, menus, views, configuration, taskDefinitions } = manifest.contributes;

describe('package.json', () => {
  it('declares the commands of ids.ts and no others', () => {
    assert.deepEqual(commands.map(({ command }) => command).sort(), Object.values(ids.commands).sort());
  });

  // Catches: a command of a Prisma project in the palette of every window.
  it('has in the palette of a window without Prisma only what makes sense there', () => {
    const limited = new Map(menus.commandPalette.map(({ command, when }) => [command, when]));
    const everywhere = commands.map(({ command }) => command!).filter((command) => !limited.has(command));
    assert.deepEqual(everywhere.sort(), [
      ids.commands.openWalkthrough,
      ids.commands.refresh,
      ids.commands.showLog,
    ]);
    for (const [command, when] of limited) {
      assert.match(
        when,
        /^(?:false|resourcePath =~ .*|migrationGuard\.\w+(?: && !migrationGuard\.onlyPrisma8)?)$/,
        command,
      );
    }
  });

  it('offers in tasks.json the commands that the command line has', async () => {
    const { context, written } = captureContext(process.cwd());
    await runProgram(['--help'], context, allCommands);
    const [, list = ''] = written.stdout.split('Commands:\n');
    const known = [...list.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name!);
    const [{ type, properties }] = taskDefinitions;
    assert.equal(type, taskType);
    // Programs start those, no person.
    const forNobody = ['help', 'guard', 'mcp'];
    assert.deepEqual(
      properties.command.enum,
      known.filter((name) => !forNobody.includes(name)),
    );
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
