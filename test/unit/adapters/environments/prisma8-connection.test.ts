import assert from 'node:assert/strict';
import path from 'node:path';
import { localFromPrisma8 } from '../../../../src/adapters/environments/prisma8-connection';
import { sentenceOf, urlTo } from '../../../helpers/environments';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

type Variables = Readonly<Record<string, string>>;

/** A config whose database is connected to so. */
function config(connection: string, before = ''): string {
  return `${before}import { defineConfig } from '@prisma/orm-postgres/config';
import { definePrismaConfig } from 'prisma/config';
${connection === '' ? '' : `const url = ${connection};`}
export default definePrismaConfig({
  orm: defineConfig({ contract: './contract.prisma', ${connection === '' ? '' : 'db: { connection: url },'} }),
});
`;
}

function told(workspace: Workspace, text: string, env: Variables = {}): string {
  workspace.write({ 'prisma.config.ts': text });
  const root = workspace.folder;
  const project = { root, schema: [], configFile: undefined, guard: undefined };
  const { url, from } = localFromPrisma8(project, path.join(root, 'prisma.config.ts'), { env });
  return `${url.host} from ${from}`;
}

describe('the local database of Prisma 8', () => {
  it(
    'stands in the variable that the config names, and in .env where the config loads that',
    inWorkspace((workspace) => {
      workspace.write({ '.env': `APP_URL=${urlTo('file')}\n` });
      const loads = config("process.env['APP_URL']!", "import 'dotenv/config';\n");
      assert.equal(told(workspace, loads), 'file from APP_URL of .env');
      assert.equal(told(workspace, loads, { APP_URL: urlTo('set') }), 'set from APP_URL');
      const either = config(`process.env.APP_URL ?? '${urlTo('written')}'`);
      assert.equal(told(workspace, either), 'written from db.connection of prisma.config.ts');
      assert.equal(told(workspace, either, { APP_URL: urlTo('set') }), 'set from APP_URL');
    }),
  );

  it(
    'is refused with what to do where the config names none',
    inWorkspace(async (workspace) => {
      workspace.write({ '.env': `APP_URL=${urlTo('file')}\n` });
      const sentence = (text: string) => sentenceOf(async () => Promise.resolve(told(workspace, text)));
      assert.match(await sentence(config('')), /gives no db\.connection\. Add db: /);
      assert.match(
        await sentence(config('process.env.APP_URL')),
        /takes db\.connection from APP_URL, which is not set/,
      );
      assert.match(await sentence(config('await secret()')), /cannot be read without running the file/);
    }),
  );
});
