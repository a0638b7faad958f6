import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { buildCli, runCli } from '../helpers/cli';
import { allPages, blocksOf, top, wordsOf } from '../helpers/docs';
import { inExample } from '../helpers/example';
import { prismaEnvironment } from '../helpers/prisma-cli';

/** What a page supposes to be otherwise in the example project: there the draft is still to be written. */
const without: Readonly<Record<string, string>> = {
  'docs/predict.md': 'prisma/migrations/20260301120000_add_tags',
};

describe('the output of a command in the docs', () => {
  before(buildCli);

  const shown = allPages.flatMap(blocksOf).filter(({ language }) => language === 'console');
  for (const { page, lines } of shown) {
    const [command = '', ...output] = lines;
    it(
      `is what it prints in the example project: ${command} (${page})`,
      inExample(async ({ folder, write }) => {
        const install = `import('${path.join(top, 'test/tools/example.mjs')}').then((m) => m.installPrisma(process.argv[1]))`;
        execFileSync(process.execPath, ['--input-type=module', '-e', install, '--', folder]);
        const missing = without[page];
        if (missing !== undefined) write({ [missing]: undefined });
        const npx = command.includes('npx ') ? { npm_command: 'exec' } : {};
        const env = { ...prismaEnvironment(folder), npm_command: undefined, ...npx };
        const { stdout, stderr } = await runCli(folder, wordsOf(command) ?? [], env);
        assert.equal(stdout.trimEnd(), output.join('\n'), stderr);
      }),
    );
  }
});
