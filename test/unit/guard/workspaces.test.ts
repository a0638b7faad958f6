import assert from 'node:assert/strict';
import { openWorkspace, type Workspace } from '../../helpers/workspace';
import { claudeDecision, claudeInput, giveToGuard } from './ask-guard';
import type { Case } from './commands/case';

const json = (value: object): string => JSON.stringify(value);

/** Packages whose folders are not called as they are. */
const members = {
  'packages/data/package.json': json({
    name: '@acme/db',
    scripts: {
      'db:reset': 'prisma migrate reset --force',
      'db:dev': 'prisma db push --accept-data-loss',
      build: 'prisma generate && tsc',
      test: 'vitest',
    },
  }),
  'apps/web/package.json': json({
    name: '@acme/web',
    scripts: { 'db:dev': 'next dev', build: 'next build', test: 'vitest', up: 'turbo run db:reset' },
  }),
  'packages/data/node_modules/other/package.json': json({ scripts: { odd: 'prisma migrate reset' } }),
};

const scripts = {
  build: 'turbo run build',
  test: 'pnpm -r test',
  fresh: 'dotenv -- turbo run db:reset',
  ping: 'npm run pong',
  pong: 'npm run ping',
};

/** The same packages, as each of the managers is told where they are. */
const layouts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'workspaces in package.json': {
    'package.json': json({ name: 'acme', private: true, workspaces: ['apps/*', 'packages/*'], scripts }),
  },
  'workspaces with packages': {
    'package.json': json({ name: 'acme', workspaces: { packages: ['./apps/web', 'packages/**'] }, scripts }),
  },
  'pnpm-workspace.yaml': {
    'package.json': json({ name: 'acme', scripts }),
    'pnpm-workspace.yaml': `# ours\npackages:\n  - "apps/*" # all\n\n  # more\n- 'packages/*'\ncatalog:\n  a: 1\n`,
  },
  'pnpm-workspace.yaml in one line': {
    'package.json': json({ name: 'acme', scripts }),
    'pnpm-workspace.yaml': "packages: ['apps/*', packages/data]\n",
  },
};

const commands: readonly Case[] = [
  // All packages.
  ['deny', 'npm run fresh'],
  ['deny', 'turbo run db:reset'],
  ['deny', 'turbo db:reset'],
  ['deny', 'npx turbo run lint db:reset --concurrency 2'],
  ['deny', 'turbo run db:reset -- --skip-seed'],
  ['deny', 'turbo @acme/db#db:reset'],
  ['deny', 'turbo run @acme/db#db:reset'],
  ['deny', 'turbo run db:reset --filter=@acme/db...'],
  ['deny', 'turbo run db:reset --filter=./packages/*'],
  ['deny', 'turbo run db:reset --filter @acme/*'],
  ['deny', 'cd apps/web && npm run up'],
  ['deny', 'pnpm -r run db:reset'],
  ['deny', 'pnpm -r db:reset'],
  ['deny', 'pnpm run -r db:reset'],
  ['deny', 'pnpm --recursive run db:reset'],
  ['deny', 'pnpm recursive run db:reset'],
  ['deny', 'npm run db:reset --workspaces'],
  ['deny', 'npm run db:reset --workspaces --if-present'],
  ['deny', 'npm run -ws db:reset'],
  ['deny', 'yarn workspaces foreach -A run db:reset'],
  ['deny', "yarn workspaces foreach --all --include '@acme/*' run db:reset"],
  ['deny', 'yarn workspaces run db:reset'],
  ['deny', "bun run --filter '*' db:reset"],
  ['deny', 'lerna run db:reset'],
  ['deny', 'npx lerna run db:reset --scope @acme/db'],
  ['deny', 'nx run-many -t db:reset'],
  ['deny', 'nx run-many --target=db:reset --all'],
  ['deny', 'nx run-many --targets=lint,db:reset'],
  ['deny', 'nx affected -t lint db:reset'],
  ['deny', 'nx db:reset @acme/db'],
  ['deny', 'nx run @acme/db:db:reset'],
  // One package, by its name, the last part of that, or its folder.
  ['deny', 'pnpm --filter @acme/db run db:dev'],
  ['deny', 'pnpm --filter=@acme/db db:dev'],
  ['deny', 'pnpm --filter db db:dev'],
  ['deny', 'pnpm -F ./packages/data db:dev'],
  ['deny', "pnpm --filter '@acme/d*' db:dev"],
  ['deny', "pnpm --filter '{packages/data}' db:dev"],
  ['deny', "pnpm --filter '!@acme/web' db:dev"],
  ['deny', 'cd apps/web && pnpm --filter @acme/db db:dev'],
  ['deny', 'npm run db:dev -w @acme/db'],
  ['deny', 'npm run db:dev --workspace=@acme/db'],
  ['deny', 'npm -w packages/data run db:dev'],
  ['deny', 'yarn workspace @acme/db db:dev'],
  ['deny', 'yarn workspace @acme/db run db:dev'],
  ['deny', 'bun --filter @acme/db db:dev'],
  ['deny', 'bun run --filter @acme/db db:dev'],
  ['deny', 'pnpm --filter @acme/db exec prisma migrate reset'],
  ['deny', 'cd apps/web && pnpm -w fresh'],
  ['ask', 'pnpm --filter @elsewhere/db db:reset'],
  // Others, of other packages, and what calls itself.
  ['allow', 'pnpm --filter @acme/web run db:dev'],
  ['allow', 'npm run db:dev -w @acme/web'],
  ['allow', 'yarn workspace @acme/web db:dev'],
  ['allow', 'turbo run db:dev --filter=@acme/web'],
  ['allow', 'turbo run lint -- db:reset'],
  ['allow', 'turbo @acme/web#db:dev'],
  ['allow', 'pnpm build'],
  ['allow', 'npx prisma generate && pnpm build'],
  ['allow', 'npx prisma generate && pnpm test'],
  ['allow', 'npx prisma generate && npm run ping'],
  ['allow', 'psql -c "select 1" && pnpm test'],
  ['allow', 'npm run odd --workspaces'],
  ['allow', 'pnpm -r run lint && pnpm install -r'],
  ['allow', 'pnpm add -D prisma --filter @acme/db'],
  ['allow', 'turbo prune @acme/db'],
  ['allow', 'nx graph'],
];

describe('guard in a workspace', () => {
  for (const [layout, files] of Object.entries(layouts)) {
    describe(layout, () => {
      let workspace: Workspace;
      before(() => {
        workspace = openWorkspace();
        workspace.write({ ...files, ...members });
      });
      after(() => {
        workspace.remove();
      });

      for (const [expected, command] of commands) {
        it(`${String(expected)}: ${command}`, async () => {
          const answer = await giveToGuard(workspace.folder, claudeInput(command, workspace.folder));
          const [decision, reason] = claudeDecision(answer);
          assert.equal(decision, expected, reason);
        });
      }
    });
  }
});
