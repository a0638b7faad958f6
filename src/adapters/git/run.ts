import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import type { ProgramEnd } from '../../core/calls/call';
import { programStarted } from '../process/publish-call';
import { codeOf } from '../files/regular-file';

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
    const publish = published(args);
    execFile(
      'git',
      [...guards, '-C', top, ...args],
      { cwd: neutralFolder, env: environment(), maxBuffer: mostOutput, windowsHide: true },
      (error, stdout, stderr) => {
        const code = error ? error.code : 0;
        publish(endOf(code, error?.signal));
        if (typeof code === 'number') resolve({ code, stdout, stderr });
        else if (code === 'ENOENT') reject(new GitMissing('git is not installed'));
        else reject(new Error(`git ended early: ${error?.message ?? ''}`, { cause: error }));
      },
    );
  });
}

/** Starts a git that is talked to; the caller ends its input. */
export function startGit(top: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const publish = published(args);
  const child = spawn('git', [...guards, '-C', top, ...args], {
    cwd: neutralFolder,
    env: environment(),
    windowsHide: true,
  });
  child.once('error', (error) => publish(endOf(codeOf(error), undefined)));
  child.once('close', (code, signal) => publish(endOf(code, signal)));
  return child;
}

/** What is the same in every call is not reported. */
function published(args: readonly string[]): (end: ProgramEnd) => void {
  return programStarted({ program: 'git', args, env: process.env });
}

/** @param code the exit code, or node's name of what went wrong */
function endOf(code: unknown, signal: string | null | undefined): ProgramEnd {
  if (typeof code === 'number') return { kind: 'ended', code };
  if (typeof signal === 'string') return { kind: 'killed', signal };
  return code === 'ENOENT' ? { kind: 'not-found' } : { kind: 'not-started', reason: String(code) };
}
