import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { openWorkspace, type Workspace } from '../workspace';
import { prisma8Packages } from './packages';
import { runPrisma8, type Prisma8Command, type Prisma8Result } from './runner';

export interface Prisma8Contents {
  /** The models and so on of contract.prisma, without its mark. */
  readonly contract?: string;
  /** Another source of the contract than src/prisma/contract.prisma, which `files` has. */
  readonly source?: string;
  /** Extensions in prisma.config.ts, of those that the packages have. */
  readonly extensions?: readonly 'pgvector'[];
  /** More files. */
  readonly files?: Readonly<Record<string, string>>;
}

type Options = Omit<Prisma8Command, 'folder' | 'args'>;

/** A repository with a project of Prisma 8; nothing is emitted or planned yet. */
export interface Prisma8Project extends Workspace {
  /** Runs the ORM commands of the real CLI, and gives what it says as JSON. */
  readonly prisma: (args: readonly string[], options?: Options) => Promise<Prisma8Result>;
  /** The same, of which nothing else than success is expected. */
  readonly succeed: (args: readonly string[], options?: Options) => Promise<Prisma8Result>;
  /** Writes the contract and emits it. */
  readonly emit: (contract: string) => Promise<void>;
  /** Plans a migration to the emitted contract; gives its folder's name. */
  readonly plan: (name: string, options?: Options & { readonly from?: string }) => Promise<string>;
  /** Edits a migration.ts and runs it, which writes its ops.json. */
  readonly rewrite: (migration: string, edit: (source: string) => string) => Promise<void>;
}

export const contractFile = 'src/prisma/contract.prisma';

/** The text of a contract, with the mark that makes it one of Prisma 8. */
export function contractText(models: string): string {
  return `// use prisma-8\n\n${models.trim()}\n`;
}

function configText({ source = contractFile, extensions = [] }: Prisma8Contents): string {
  const imports = extensions.map((name) => `import ${name} from '@prisma/orm-extension-${name}/control';\n`);
  return `import { defineConfig } from '@prisma/orm-postgres/config';
import { definePrismaConfig } from 'prisma/config';
${imports.join('')}
export default definePrismaConfig({
  orm: defineConfig({
    contract: './${source}',
    extensions: [${extensions.join(', ')}],
    db: { connection: process.env['DATABASE_URL']! },
  }),
});
`;
}

function filesOf(contents: Prisma8Contents): Record<string, string> {
  const { extensions = [], contract, files } = contents;
  const manifest = {
    private: true,
    type: 'module',
    dependencies: {
      '@prisma/orm-postgres': '8.0.0-rc.13',
      ...Object.fromEntries(extensions.map((name) => [`@prisma/orm-extension-${name}`, '8.0.0-rc.13'])),
    },
    devDependencies: { prisma: '8.0.0-rc.13' },
  };
  return {
    'package.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
    '.gitignore': 'node_modules\n',
    'prisma.config.ts': configText(contents),
    ...(contract !== undefined && { [contractFile]: contractText(contract) }),
    ...files,
  };
}

/** Gives a folder the packages of Prisma 8, as npm would install them. */
function installPrisma8(folder: string): void {
  fs.symlinkSync(prisma8Packages().modules, path.join(folder, 'node_modules'), 'junction');
}

/** Makes a project in a temporary folder, with the packages installed; `remove` it. */
export function openPrisma8Project(contents: Prisma8Contents = {}): Prisma8Project {
  const workspace = openWorkspace();
  workspace.write(filesOf(contents));
  installPrisma8(workspace.folder);
  workspace.git('init', '--quiet');
  workspace.commit('Begin');
  const prisma: Prisma8Project['prisma'] = (args, options) =>
    runPrisma8({ folder: workspace.folder, args, ...options });
  const succeed: Prisma8Project['succeed'] = async (args, options) => {
    const result = await prisma(args, options);
    if (result.exitCode !== 0) throw new Error(`prisma ${args.join(' ')} failed:\n${result.stdout}`);
    return result;
  };
  return {
    ...workspace,
    prisma,
    succeed,
    emit: async (contract) => {
      workspace.write({ [contractFile]: contractText(contract) });
      await succeed(['contract', 'emit']);
    },
    plan: async (name, { from, ...options } = {}) => {
      const origin = from === undefined ? [] : ['--from', from];
      const { result } = await succeed(['migration', 'plan', '--name', name, ...origin], options);
      return path.basename(String(result?.['dir']));
    },
    rewrite: async (migration, edit) => {
      const file = workspace.at(`migrations/app/${migration}/migration.ts`);
      fs.writeFileSync(file, edit(fs.readFileSync(file, 'utf8')));
      await promisify(execFile)(prisma8Packages().node, [file], { cwd: workspace.folder });
    },
  };
}

/** Runs a test's body in a project of its own and removes it, whatever happens. */
export function inPrisma8Project(
  contents: Prisma8Contents,
  body: (project: Prisma8Project) => Promise<void> | void,
): () => Promise<void> {
  return async () => {
    const project = openPrisma8Project(contents);
    try {
      await body(project);
    } finally {
      project.remove();
    }
  };
}
