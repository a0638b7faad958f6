import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Socket } from 'node:net';
import { codeOf } from '../files/regular-file';
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
  readonly name: string;
  readonly resolve: (answer: GitObject | undefined) => void;
  readonly reject: (reason: Error) => void;
}

/** A partial clone that lacks more than this is not worth asking further. */
const mostRestarts = 20;

/** Milliseconds without a question after which git ends. */
const idleMs = 200;

/**
 * Reads the objects of a repository through one `git cat-file --batch`: it starts at the first question, goes on while
 * questions come, and starts again when one comes later. Questions may be asked at once; answers come in their order.
 * Between questions it keeps nobody's process from ending.
 *
 * @returns a function that rejects with GitMissing without git, and with GitRefused if git ends before it answered
 */
export function objectReader(top: string): ReadObject {
  let batch: Batch | undefined;
  return (name) => {
    if (/[\r\n]/.test(name)) return Promise.resolve(undefined);
    if (batch?.isOpen() !== true) batch = startBatch(top);
    return batch.ask(name);
  };
}

interface Batch {
  isOpen(): boolean;
  ask: ReadObject;
}

function startBatch(top: string): Batch {
  const questions: Question[] = [];
  let restarts = 0;
  let open = true;
  let ending: NodeJS.Timeout | undefined;
  let git = start();

  function start(): ChildProcessWithoutNullStreams {
    const child = startGit(top, ['cat-file', '--batch']);
    const take = answers((answer) => questions.shift()?.resolve(answer));
    child.stdout.on('data', (chunk: Buffer) => {
      take(chunk);
      if (questions.length === 0) rest();
    });
    for (const { name } of questions) child.stdin.write(`${name}\n`);
    void endOf(child).then(onEnd);
    return child;
  }

  function rest(): void {
    keepAlive(git, false);
    clearTimeout(ending);
    ending = setTimeout(() => {
      open = false;
      git.stdin.end();
    }, idleMs).unref();
  }

  /** With fetching off, git dies of the first object that a partial clone lacks: that is its answer, and on it goes. */
  function onEnd(reason: Error): void {
    if (/promisor/.test(reason.message) && questions.length > 0) {
      restarts += 1;
      const unanswered = restarts > mostRestarts ? questions.splice(0) : questions.splice(0, 1);
      for (const { resolve } of unanswered) resolve(undefined);
      git = start();
      if (questions.length === 0) rest();
      return;
    }
    open = false;
    clearTimeout(ending);
    for (const { reject } of questions.splice(0)) reject(reason);
  }

  return {
    isOpen: () => open,
    ask: (name) =>
      new Promise((resolve, reject) => {
        clearTimeout(ending);
        keepAlive(git, true);
        questions.push({ name, resolve, reject });
        git.stdin.write(`${name}\n`);
      }),
  };
}

/** Whether node waits for the process and its pipes before it ends itself. */
function keepAlive(child: ChildProcessWithoutNullStreams, waits: boolean): void {
  const pipes = [child.stdin, child.stdout, child.stderr].filter((stream) => stream instanceof Socket);
  for (const handle of [child, ...pipes]) {
    if (waits) handle.ref();
    else handle.unref();
  }
}

/** Waits for the end of the process and gives what git said of it. */
function endOf(child: ChildProcessWithoutNullStreams): Promise<Error> {
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  // A write after git's end fails here; the end itself tells why.
  child.stdin.on('error', () => undefined);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      resolve(codeOf(error) === 'ENOENT' ? new GitMissing('git is not installed') : error);
    });
    child.on('close', () => resolve(new GitRefused(output.trim() || 'git ended without an answer')));
  });
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
