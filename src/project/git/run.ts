import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';

/** What a finished git said. */
export interface GitResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** git is not installed, or could not be started. */
export class GitMissing extends Error {
  override readonly name = 'GitMissing';
}

/**
 * A repository's own config may name programs (a file-system monitor, hooks, a signature checker, a transport for
 * missing objects): all of them are off. `--literal-pathspecs`: a folder may be called `[app]`.
 */
const guards = [
  ['-c', 'core.fsmonitor=false'],
  ['-c', 'core.hooksPath=/dev/null'],
  ['-c', 'log.showSignature=false'],
  ['-c', 'log.follow=false'],
  ['--no-pager', '--literal-pathspecs'],
].flat();

/** Set by git for its hooks; they would lead away from the repository that the files are in. */
const leadingAstray = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
];

function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !leadingAstray.includes(name));
  return {
    ...Object.fromEntries(inherited),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone would fetch missing objects, with whatever transport its config names.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    LC_ALL: 'C',
  };
}

/** Windows looks for programs in the current folder first: it must not be one of the project's. */
const neutralFolder = path.dirname(process.execPath);

const mostOutput = 1024 * 1024 * 1024;

/**
 * Runs git in the work tree whose top is `top`, without a shell.
 *
 * @throws GitMissing if there is no git
 */
export function git(top: string, args: readonly string[]): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      [...guards, '-C', top, ...args],
      { cwd: neutralFolder, env: environment(), maxBuffer: mostOutput, windowsHide: true },
      (error, stdout, stderr) => {
        const code = error ? error.code : 0;
        if (typeof code === 'number') resolve({ code, stdout, stderr });
        else if (code === 'ENOENT') reject(new GitMissing('git is not installed'));
        else reject(new Error(`git ended early: ${error?.message ?? ''}`, { cause: error }));
      },
    );
  });
}

/** Starts a git that is talked to; the caller ends its input. */
export function startGit(top: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn('git', [...guards, '-C', top, ...args], {
    cwd: neutralFolder,
    env: environment(),
    windowsHide: true,
  });
}
