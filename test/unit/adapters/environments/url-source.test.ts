import assert from 'node:assert/strict';
import { urlSourceOf } from '../../../../src/adapters/environments/url-source';
import { projectFiles, projectIn } from '../../../helpers/environments';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

async function sourceIn(workspace: Workspace, name = 'local'): Promise<string> {
  const source = urlSourceOf(name, await projectIn(workspace));
  return source.kind === 'variables' ? source.variables.join(' ') : `elsewhere: ${source.location}`;
}

const config = (datasource: string): string =>
  `import { defineConfig, env } from 'prisma/config';\nexport default defineConfig({ datasource: ${datasource} });\n`;

describe('where the URL of an environment is read from', () => {
  it(
    'is what a schema of Prisma 6 names, also the way past a pooler',
    inWorkspace(async (workspace) => {
      workspace.write(projectFiles('url = env("DB")', 'directUrl = env("DB_DIRECT")'));
      assert.equal(await sourceIn(workspace), 'DB DB_DIRECT');
      workspace.write(projectFiles('url = "postgresql://localhost/app"'));
      assert.equal(await sourceIn(workspace), 'elsewhere: url of prisma/schema.prisma');
      workspace.write(projectFiles());
      assert.equal(await sourceIn(workspace), 'DATABASE_URL');
    }),
  );

  it(
    'is what a config names, which is not run for that',
    inWorkspace(async (workspace) => {
      const sourceOf = async (text: string): Promise<string> => {
        workspace.write({ ...projectFiles(), 'prisma.config.ts': text });
        return await sourceIn(workspace);
      };
      assert.equal(await sourceOf(config(`{ url: env('THE_URL') }`)), 'THE_URL');
      assert.equal(await sourceOf(config(`{ url: process.env.THE_URL ?? 'postgresql://h/a' }`)), 'THE_URL');
      assert.equal(
        await sourceOf(config(`{ url: 'postgresql://localhost/app' }`)),
        'elsewhere: datasource.url of prisma.config.ts',
      );
      const throws = "throw new Error('this was run');\n";
      assert.equal(
        await sourceOf(`${throws}export default { datasource: readAll() };\n`),
        'elsewhere: prisma.config.ts',
      );
      assert.equal(await sourceOf(`${throws}const url = process.env.DATABASE_URL;\n`), 'DATABASE_URL');
    }),
  );

  it(
    'is what migration-guard.json says',
    inWorkspace(async (workspace) => {
      const environments = {
        a: { variable: 'A_URL' },
        b: { envFile: '.env.b' },
        c: { command: ['print-url'] },
        d: { railway: { environment: 'staging' } },
      };
      workspace.write({ ...projectFiles(), 'migration-guard.json': JSON.stringify({ environments }) });
      assert.equal(await sourceIn(workspace, 'a'), 'A_URL');
      assert.equal(await sourceIn(workspace, 'b'), 'elsewhere: DATABASE_URL of .env.b');
      assert.equal(await sourceIn(workspace, 'c'), 'elsewhere: what print-url prints');
      assert.equal(await sourceIn(workspace, 'd'), "elsewhere: Railway's staging");
    }),
  );
});
