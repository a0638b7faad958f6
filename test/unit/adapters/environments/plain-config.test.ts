import assert from 'node:assert/strict';
import { linkPackages, urlTo } from '../../../helpers/environments';
import { findEnvironment } from '../../../../src/adapters/environments/find-environment';
import { environmentProject } from '../../../../src/adapters/environments/project';
import { readPlainConfig } from '../../../../src/adapters/environments/plain-config';
import { inWorkspace } from '../../../helpers/workspace';

const dotenv = `import 'dotenv/config';\n`;
const define = `import { defineConfig, env } from 'prisma/config';\n`;

/** Configs that tell without being run, each by what makes it one. */
const plain: Readonly<Record<string, string>> = {
  'what Prisma writes': `// made by prisma init\n${dotenv}${define}
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations", seed: 'tsx prisma/seed.ts' },
  datasource: { url: env("DATABASE_URL"), },
});`,
  'process.env': `${dotenv}export default { datasource: { url: process.env.DATABASE_URL! } };`,
  'process.env by a string': `${dotenv}export default { datasource: { url: process.env['DATABASE_URL'] } } satisfies PrismaConfig`,
  'a default': `export default { datasource: { url: process.env.NOT_SET ?? '${urlTo('plain')}' } };`,
  'a literal': `import path from 'node:path';\nexport default { schema: path.join('prisma', 'schema.prisma'), datasource: { url: '${urlTo('plain')}' } };`,
  'constants and types': `${dotenv}import type { PrismaConfig } from './types';
type Name = 'DATABASE_URL';
const url = process.env['DATABASE_URL'] as string;
const config = { datasource: { url } } satisfies PrismaConfig;
export default config;`,
  'a config that is exported by name': `import * as path from 'node:path';
const schema = path.join('prisma', 'schema.prisma');
const config = { schema, datasource: { url: '${urlTo('plain')}' } };
export { config as default };`,
  'quotes, equals signs and brackets in comments and regular expressions': `${dotenv}export default { /* set() = "x */
  datasource: { url: process.env /* ( */ .DATABASE_URL }, // call(
  migrations: { seed: \`tsx seed.ts\` },
};`,
  'a type argument': `${dotenv}${define}export default defineConfig({ datasource: { url: env<Env>('DATABASE_URL') } });`,
};

/** Configs that only running can tell. */
const toBeRun: Readonly<Record<string, string>> = {
  'code before it': `${dotenv}${define}process.env.DATABASE_URL = 'x';\nexport default defineConfig({ datasource: { url: env('DATABASE_URL') } });`,
  'another import': `import './env';\nexport default { datasource: { url: process.env.DATABASE_URL } };`,
  'a call': `export default { datasource: { url: urlOf('DATABASE_URL') } };`,
  'a call elsewhere': `export default { other: set(), datasource: { url: process.env.DATABASE_URL } };`,
  'a function': `export default { other: () => 1, datasource: { url: process.env.DATABASE_URL } };`,
  'a spread': `export default { ...base, datasource: { url: process.env.DATABASE_URL } };`,
  'a template': 'export default { datasource: { url: `postgresql://${host}/x` } };',
  'a condition': `export default { datasource: { url: process.env.CI ? process.env.A : process.env.B } };`,
  'a constant with a call': `const url = urlOf(); export default { datasource: { url: process.env.DATABASE_URL } };`,
  'a call inside a template':
    'export default { schema: `${set()}`, datasource: { url: process.env.DATABASE_URL } };',
  'a tagged template': 'export default { schema: set`x`, datasource: { url: process.env.DATABASE_URL } };',
  'what deletes': `export default { schema: delete process.env.DATABASE_URL, datasource: { url: process.env.DATABASE_URL } };`,
  'a getter': `export default { get schema() { return 'x' }, datasource: { url: process.env.DATABASE_URL } };`,
  'two exports': `export default { datasource: { url: process.env.DATABASE_URL } }; module.exports = {};`,
  'half-typed text': `export default { datasource: { url: process.env.DATABASE_URL }, `,
  or: `export default { datasource: { url: process.env.A || '${urlTo('x')}' } };`,
  'no datasource': `export default { schema: 'x' };`,
};

describe('a plain config', () => {
  for (const [what, text] of Object.entries(plain)) {
    it(
      `is told as running it would: ${what}`,
      inWorkspace(async (workspace) => {
        linkPackages(workspace);
        const files = {
          'package.json': '{}',
          'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
          '.env': `DATABASE_URL="${urlTo('plain')}"\n`,
        };
        workspace.write({ ...files, 'prisma.config.ts': text });
        const { folder: root, at } = workspace;
        const answer = readPlainConfig(root, at('prisma.config.ts'), [], {});
        assert.ok(answer?.kind === 'settings');
        workspace.write({ 'prisma.config.ts': `${text}\n;[].at(0);` });
        assert.equal(readPlainConfig(root, at('prisma.config.ts'), [], {}), undefined, 'now it is run');
        const env = { ...process.env, DATABASE_URL: undefined };
        const run = await findEnvironment(
          'local',
          environmentProject({ root, schema: [], config: undefined }),
          { env },
        );
        assert.equal(answer.url, run.url.reveal());
      }),
    );
  }

  for (const [what, text] of Object.entries(toBeRun)) {
    it(
      `is not one with ${what}`,
      inWorkspace(({ write, at, folder }) => {
        write({ 'prisma.config.ts': text });
        assert.equal(
          readPlainConfig(folder, at('prisma.config.ts'), [], { DATABASE_URL: urlTo('x') }),
          undefined,
        );
      }),
    );
  }

  it(
    'lets what is set go before .env, and says what is not set',
    inWorkspace(({ write, at, folder }) => {
      write({ 'prisma.config.ts': plain['what Prisma writes'] ?? '', '.env': 'DATABASE_URL=file' });
      const ask = (env: Record<string, string>) =>
        readPlainConfig(folder, at('prisma.config.ts'), ['DATABASE_URL'], env);
      assert.deepEqual(ask({ DATABASE_URL: 'set' }), {
        ...{ kind: 'settings', url: 'set', directUrl: undefined, shadowDatabaseUrl: undefined },
        variables: { DATABASE_URL: 'set' },
      });
      write({ '.env': '' });
      assert.deepEqual(ask({}), { kind: 'unset', variable: 'DATABASE_URL' });
    }),
  );
});
