import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { z } from 'zod';
import { theExtension } from '../extension';
import { needWindowInput, read } from '../window-input';
import { skipInOldest } from '../oldest';

const step = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  media: z.object({ image: z.string(), altText: z.string() }),
  completionEvents: z.array(z.string()),
});
const manifest = z.object({
  contributes: z.object({
    views: z.object({ migrationGuard: z.array(z.object({ id: z.string() })) }),
    walkthroughs: z.tuple([z.object({ title: z.string(), steps: z.array(step) })]),
  }),
});

describe('the walkthrough', () => {
  const extension = theExtension();
  const { title, steps } = manifest.parse(extension.packageJSON).contributes.walkthroughs[0];

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is opened by a command, with its four steps', async function () {
    skipInOldest(this, 'the page of walkthroughs is made otherwise in VS Code 1.100');
    needWindowInput(this);
    await vscode.commands.executeCommand('migrationGuard.openWalkthrough');
    // Another one may stand there until ours has been found.
    await read(`.gettingStartedSlideDetails .category-title:has-text("${title}")`);
    assert.equal(steps.length, 4);
    for (const { title } of steps) {
      assert.equal((await read(`.getting-started-step .step-title:has-text("${title}")`)).trim(), title);
    }
  });

  it('names commands that there are', async () => {
    const known = new Set(await vscode.commands.getCommands());
    const texts = steps.flatMap(({ description, completionEvents }) => [description, ...completionEvents]);
    const named = texts.flatMap((text) =>
      [...text.matchAll(/\b(?:command|onCommand):([\w.-]+)/g)].map(([, command]) => command!),
    );
    assert.ok(named.length >= 8, named.join());
    assert.deepEqual(
      named.filter((command) => !known.has(command)),
      [],
    );
  });

  it('counts steps as done by views and commands of ours', () => {
    const { views } = manifest.parse(extension.packageJSON).contributes;
    const ours = views.migrationGuard.map(({ id }) => id);
    const named = steps.flatMap(({ completionEvents }) => completionEvents);
    const shown = named
      .filter((event) => event.startsWith('onView:'))
      .map((event) => event.slice('onView:'.length));
    assert.deepEqual(shown, ours);
    for (const { completionEvents } of steps) assert.notDeepEqual(completionEvents, []);
  });

  it('has a picture for each step, with words for whoever does not see it', () => {
    for (const { media } of steps) {
      assert.ok(fs.statSync(vscode.Uri.joinPath(extension.extensionUri, media.image).fsPath).size > 0);
      assert.ok(media.altText.length > 40, media.altText);
    }
  });
});
