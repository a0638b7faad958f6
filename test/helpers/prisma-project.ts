import fs from 'node:fs';
import path from 'node:path';
import { runPrisma, type PrismaOptions, type PrismaResult } from './prisma-cli';
import { openWorkspace, type Workspace } from './workspace';

export interface PrismaProjectContents {
  /** Which Prisma the project has; 7.10 without it. */
  readonly version?: 6 | 7;
  /** The models of prisma/schema.prisma. */
  readonly models?: string;
  /** The SQL of each migration, by name. */
  readonly migrations?: Readonly<Record<string, string>>;
  /** More files, or others, by path; undefined leaves one out. */
  readonly files?: Readonly<Record<string, string | undefined>>;
}

/** A repository with a Prisma project at its root, everything committed. */
export interface PrismaProject extends Workspace {
  /** Runs the project's Prisma CLI. */
  readonly prisma: (
    databaseUrl: string,
    args: readonly string[],
    options?: Omit<PrismaOptions, 'databaseUrl'>,
  ) => Promise<PrismaResult>;
}

/** The path of a migration's file in a project, with `/`. */
export function migrationFile(name: string): string {
  return `prisma/migrations/${name}/migration.sql`;
}

const modules = path.resolve(__dirname, '..', '..', '..', 'node_modules');

/** What a project has installed, each with the folder of this repository's node_modules where it lies. */
const installed = {
  6: { version: '6.19.3', prisma: 'prisma-6', config: 'prisma-6/node_modules/@prisma/config' },
  7: { version: '7.10.0', prisma: 'prisma', config: '@prisma/config' },
} as const;

const config = `import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
`;

function schemaOf(version: 6 | 7, models: string): string {
  const url = version === 6 ? '  url      = env("DATABASE_URL")\n' : '';
  return `datasource db {\n  provider = "postgresql"\n${url}}\n\n${models}`;
}

function filesOf({ version = 7, models = '', migrations = {}, files }: PrismaProjectContents) {
  const manifest = { private: true, devDependencies: { prisma: installed[version].version } };
  const all: Record<string, string | undefined> = {
    'package.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
    '.gitignore': 'node_modules\n',
    ...(version === 7 && { 'prisma.config.ts': config }),
    'prisma/schema.prisma': schemaOf(version, models),
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    ...Object.fromEntries(Object.entries(migrations).map(([name, sql]) => [migrationFile(name), sql])),
    ...files,
  };
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== undefined));
}

function link(target: string, link: string): void {
  fs.mkdirSync(path.dirname(link), { recursive: true });
  fs.symlinkSync(path.join(modules, target), link, 'junction');
}

/** Makes a project in a temporary folder, with Prisma installed; `remove` it. */
export function openPrismaProject(contents: PrismaProjectContents = {}): PrismaProject {
  const workspace = openWorkspace();
  workspace.write(filesOf(contents));
  const { prisma, config: configPackage } = installed[contents.version ?? 7];
  link(prisma, workspace.at('node_modules/prisma'));
  link(configPackage, workspace.at('node_modules/@prisma/config'));
  workspace.git('init', '--quiet');
  workspace.commit('Begin');
  return {
    ...workspace,
    prisma: (databaseUrl, args, options) => runPrisma(workspace.folder, args, { ...options, databaseUrl }),
  };
}

/** Runs a test's body in a project of its own and removes it, whatever happens. */
export function inPrismaProject(
  contents: PrismaProjectContents,
  body: (project: PrismaProject) => Promise<void> | void,
): () => Promise<void> {
  return async () => {
    const project = openPrismaProject(contents);
    try {
      await body(project);
    } finally {
      project.remove();
    }
  };
}
