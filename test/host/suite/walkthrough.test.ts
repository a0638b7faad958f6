import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { z } from 'zod';
import { needHands, read } from '../hands';
import { open, theFile } from './screen';

const step = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  media: z.object({ image: z.string(), altText: z.string() }),
  completionEvents: z.array(z.string()),
});
const manifest = z.object({
  contributes: z.object({ walkthroughs: z.tuple([z.object({ title: z.string(), steps: z.array(step) })]) }),
});

describe('the walkthrough', () => {
  const extension = vscode.extensions.getExtension('migration-guard.prisma-migration-guard')!;
  const { title, steps } = manifest.parse(extension.packageJSON).contributes.walkthroughs[0];

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is opened by a command, with its four steps', async function () {
    needHands(this);
    await vscode.commands.executeCommand('migrationGuard.openWalkthrough');
    assert.equal((await read('.gettingStartedContainer .category-title:visible')).trim(), title);
    assert.equal(steps.length, 4);
    for (const { title } of steps) {
      assert.equal((await read(`.getting-started-step .step-title:has-text("${title}")`)).trim(), title);
    }
  });

  it('names commands that there are', async () => {
    const known = new Set(await vscode.commands.getCommands());
    const words = steps.flatMap(({ description, completionEvents }) => [description, ...completionEvents]);
    const named = words.flatMap((text) =>
      [...text.matchAll(/\b(?:command|onCommand):([\w.-]+)/g)].map(([, command]) => command!),
    );
    assert.ok(named.length >= 8, named.join());
    assert.deepEqual(
      named.filter((command) => !known.has(command)),
      [],
    );
  });

  it('has a picture for each step, with words for whoever does not see it', () => {
    for (const { media } of steps) {
      assert.ok(fs.statSync(vscode.Uri.joinPath(extension.extensionUri, media.image).fsPath).size > 0);
      assert.ok(media.altText.length > 40, media.altText);
    }
  });

  it('ticks off its first step when a migration is opened', async function () {
    needHands(this);
    await open(await theFile('**/migrations/*_add_tags/migration.sql'));
    await vscode.commands.executeCommand('migrationGuard.openWalkthrough');
    await read(
      `.getting-started-step:has(.codicon-getting-started-step-checked.complete) .step-title:has-text("${steps[0]!.title}")`,
    );
  });
});
