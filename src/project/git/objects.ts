import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { codeOf } from '../disk-tree';
import { GitMissing, startGit } from './run';

/** One object of the repository, as stored. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Asks for an object by id or revision; undefined where the repository does not have it. */
export type ReadObject = (name: string) => Promise<GitObject | undefined>;

/** git could not work in this repository; the message is what git said. */
export class GitRefused extends Error {
  override readonly name = 'GitRefused';
}

interface Question {
  resolve(answer: GitObject | undefined): void;
  reject(reason: Error): void;
}

/**
 * Lets `work` read objects through one `git cat-file --batch`, which lives only as long as the work does. Questions
 * may be asked at once; answers come in their order.
 *
 * @throws GitMissing without git; GitRefused if git ends before it answered
 */
export async function withObjects<T>(top: string, work: (read: ReadObject) => Promise<T>): Promise<T> {
  const child = startGit(top, ['cat-file', '--batch']);
  const questions: Question[] = [];
  const ended = endOf(child, questions);
  const take = answers((answer) => questions.shift()?.resolve(answer));
  child.stdout.on('data', take);
  const read: ReadObject = (name) => {
    const failure = ended.failure();
    if (failure) return Promise.reject(failure);
    if (/[\r\n]/.test(name)) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      questions.push({ resolve, reject });
      child.stdin.write(`${name}\n`);
    });
  };
  try {
    return await work(read);
  } finally {
    child.stdin.end();
    await ended.done;
  }
}

/** Watches for the end of the process: questions that are still open then fail with what git said. */
function endOf(
  child: ChildProcessWithoutNullStreams,
  questions: Question[],
): { readonly done: Promise<void>; failure(): Error | undefined } {
  let failure: Error | undefined;
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  // A write after git's end fails here; the end itself tells why.
  child.stdin.on('error', () => undefined);
  const done = new Promise<void>((resolve) => {
    const finish = (reason: Error): void => {
      failure ??= reason;
      for (const question of questions.splice(0)) question.reject(failure);
      resolve();
    };
    child.on('error', (error) => {
      finish(codeOf(error) === 'ENOENT' ? new GitMissing('git is not installed') : error);
    });
    child.on('close', () => finish(new GitRefused(said.trim() || 'git ended without an answer')));
  });
  return { done, failure: () => failure };
}

/**
 * Takes the stream of `cat-file --batch` apart: `<id> <type> <size>` LF content LF, or `<name> missing` LF.
 */
function answers(emit: (answer: GitObject | undefined) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let needed = 0;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < needed) return;
    let rest = Buffer.concat(chunks);
    needed = 0;
    for (;;) {
      const lineEnd = rest.indexOf(0x0a);
      if (lineEnd < 0) break;
      const [, id, type, size] =
        /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(rest.toString('utf8', 0, lineEnd)) ?? [];
      const start = lineEnd + 1;
      if (id === undefined || type === undefined) {
        rest = rest.subarray(start);
        emit(undefined);
        continue;
      }
      const end = start + Number(size);
      if (rest.length < end + 1) {
        needed = end + 1;
        break;
      }
      emit({ id, type, content: rest.subarray(start, end) });
      rest = rest.subarray(end + 1);
    }
    chunks = [rest];
    length = rest.length;
  };
}
