import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { allCommands } from '../../../src/cli/commands/all';
import { programOf } from '../../../src/cli/program';
import { startedBy } from '../../../src/core/command-target';
import { captureContext, runCliHere } from '../../helpers/cli-here';
import { allPages, blocksOf, pages, top, wordsOf, type Block } from '../../helpers/docs';
import { inExample } from '../../helpers/example';

const commands = allPages
  .flatMap(blocksOf)
  .filter(({ language }) => language === 'sh' || language === 'console')
  .flatMap(({ page, lines }) => lines.map((line) => ({ page, line, words: wordsOf(line) })))
  .filter(({ words }) => words !== undefined);

/** The others need Prisma or a database, or take longer: test/prisma/docs.full.test.ts. */
const isLint = ({ language, lines }: Block): boolean =>
  language === 'console' && wordsOf(lines[0] ?? '')?.[0] === 'lint';

describe('the README and the docs', () => {
  for (const { page, line, words = [] } of commands) {
    it(`name a command that there is: ${line} (${page})`, async () => {
      const { context } = captureContext(top);
      await programOf(context, allCommands, () => Promise.resolve()).parseAsync(words, { from: 'user' });
    });
  }

  it('speak of every command on the page of the command line', () => {
    const { context } = captureContext(top);
    const text = fs.readFileSync(path.join(top, 'docs/command-line.md'), 'utf8');
    const missing = programOf(context, allCommands, () => Promise.resolve())
      .commands.map((command) => command.name())
      .filter(
        (name) =>
          name !== 'help' &&
          !text.includes(`\`${name}\``) &&
          !text.includes(`\`${name} `) &&
          !text.includes(`## ${name}\n`),
      );
    assert.deepEqual(missing, []);
  });

  it('have every page in the index', () => {
    const index = fs.readFileSync(path.join(top, 'docs/README.md'), 'utf8');
    const missing = pages('docs')
      .map((page) => page.replace('docs/', ''))
      .filter((page) => page !== 'README.md' && (!page.startsWith('rules/') || page === 'rules/README.md'))
      .filter((page) => !index.includes(`(${page})`));
    assert.deepEqual(missing, []);
  });

  it('link to files that there are', () => {
    const broken = allPages.flatMap((page) => {
      const text = fs.readFileSync(path.join(top, page), 'utf8').replaceAll(/^```.*?^```$/gms, '');
      return [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^https?:/.test(target))
        .filter((target) => !fs.existsSync(path.join(top, path.dirname(page), target)))
        .map((target) => `${page}: ${target}`);
    });
    assert.deepEqual(broken, []);
  });

  afterEach(() => startedBy('migration-guard'));

  for (const { page, lines } of allPages.flatMap(blocksOf).filter(isLint)) {
    const [command = '', ...output] = lines;
    it(
      `show what the example project gives: ${command} (${page})`,
      inExample(async ({ folder }) => {
        startedBy('npx migration-guard');
        const { stdout } = await runCliHere(folder, wordsOf(command) ?? []);
        assert.equal(stdout.trimEnd(), output.join('\n'));
      }),
    );
  }
});
