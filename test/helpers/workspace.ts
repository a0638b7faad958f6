import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder that lives as long as one test. */
export interface Workspace {
  readonly folder: string;
  /** The absolute path of a file named with `/`. */
  readonly at: (file: string) => string;
  /** Writes files, and makes the folders they need; the text undefined removes a file. */
  readonly write: (files: Readonly<Record<string, string | Buffer | undefined>>) => void;
  /** Runs git in the folder and returns what it printed. */
  readonly git: (...args: string[]) => string;
  /** Commits everything and returns the commit's id. */
  readonly commit: (message: string) => string;
  readonly remove: () => void;
}

/** A new, empty folder. */
export function openWorkspace(): Workspace {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'project-')));
  const at = (file: string): string => path.join(folder, ...file.split('/'));
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.com',
    '-c',
    'init.defaultBranch=main',
  ];
  const git = (...args: string[]): string =>
    execFileSync('git', [...identity, '-c', 'commit.gpgSign=false', '-c', 'gc.auto=0', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_SYSTEM: os.devNull },
    }).trim();
  return {
    folder,
    at,
    git,
    write: (files) => {
      for (const [file, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(at(file)), { recursive: true });
        if (text === undefined) fs.rmSync(at(file), { recursive: true });
        else fs.writeFileSync(at(file), text);
      }
    },
    commit: (message) => {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', message);
      return git('rev-parse', 'HEAD');
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs the test's body in a folder of its own and removes it, whatever happens. */
export function inWorkspace(body: (workspace: Workspace) => Promise<void> | void): () => Promise<void> {
  return async () => {
    const workspace = openWorkspace();
    try {
      await body(workspace);
    } finally {
      workspace.remove();
    }
  };
}

export const datasource = 'datasource db {\n  provider = "postgresql"\n}\n';

/** A schema with one model a name. */
export function schemaWith(...models: string[]): string {
  return datasource + models.map((model) => `model ${model} {\n  id Int @id\n}\n`).join('');
}

/** The files of migrations, each with a line that tells it apart. */
export function migrations(folder: string, ...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${folder}/${name}/migration.sql`, `-- ${name}\n`]));
}
