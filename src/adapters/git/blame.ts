import type { Range } from '../../core/range';
import type { WrittenBy } from '../../workflows/written-by';
import { pathInside, realPathOf } from '../files/real-path';
import { workTreeTop } from '../files/tree-root';
import { type BlamedLine, readBlame } from './blame-output';
import { cutCommits } from './cut-commits';
import { type FindLine, lineFinder, piecesOf, type Piece } from './blamed-pieces';
import { GitRefused, objectReader, type ReadObject } from './objects';
import { fetchFiltered, isPartialClone } from './partial-clone';
import { git, GitMissing } from './run';
import { fetchRest } from './shallow';

/** A file in a commit: from the work tree's top. */
interface CommittedFile {
  readonly commit: string;
  readonly path: string;
}

interface Repository {
  readonly top: string;
  readonly cuts: ReturnType<typeof cutCommits>;
  /** Undefined where the commit does not have the file. */
  readonly linesOf: (file: CommittedFile) => Promise<FindLine | undefined>;
}

/** A piece of an entry, and who brought the line that it stands on. */
interface Blamed {
  readonly piece: Piece;
  readonly by: BlamedLine;
}

/**
 * Asks git who wrote what stands at some ranges of a file: the newest commit that brought a line of it. A commit that
 * only put a comma behind it, moved it, or wrote something else on its line is passed over. The file in the working
 * tree is not read by git, which would run the filters that its config names.
 *
 * @param file absolute
 * @param text the file's text, in which the ranges count UTF-16 units from 0
 * @returns an answer for each range, in their order; never rejects for what git cannot tell
 */
export async function originsOf(file: string, text: string, ranges: readonly Range[]): Promise<WrittenBy[]> {
  const all = (origin: WrittenBy): WrittenBy[] => ranges.map(() => origin);
  const real = realPathOf(file);
  const top = workTreeTop(real);
  const path = top === undefined ? undefined : pathInside(top, real);
  if (top === undefined || path === undefined) return all({ kind: 'no-git' });
  try {
    const repository = { top, cuts: cutCommits(top), linesOf: rememberingLines(objectReader(top)) };
    const pieces = ranges.map((range) => piecesOf(text, range));
    const origins = await originsOfPieces(repository, { commit: 'HEAD', path }, pieces.flat());
    const answers: WrittenBy[] = [];
    for (const own of pieces) {
      const latest = await newest(
        top,
        own.map((piece) => origins.get(piece)),
      );
      answers.push(originOf(latest, repository));
    }
    return await withCommand(top, answers);
  } catch (error) {
    if (error instanceof GitMissing) return all({ kind: 'no-git' });
    if (!(error instanceof GitRefused)) throw error;
    return all({ kind: 'failed', reason: reasonOf(top, error) });
  }
}

function reasonOf(top: string, { message }: GitRefused): string {
  if (isPartialClone(top)) return `this partial clone lacks older files; ${fetchFiltered} gets them`;
  return `git says: ${message.replaceAll(/\s+/g, ' ').trim()}`;
}

/** Without the pieces that the file does not have there. */
async function originsOfPieces(
  repository: Repository,
  file: CommittedFile,
  pieces: readonly Piece[],
): Promise<ReadonlyMap<Piece, BlamedLine>> {
  const origins = new Map<Piece, BlamedLine>();
  let open = await blamedIn(
    repository,
    file,
    pieces.map((piece) => ({ piece, near: piece.line })),
  );
  while (open.length > 0) {
    for (const { piece, by } of open) origins.set(piece, by);
    open = await blamedBefore(repository, open);
  }
  return origins;
}

function originOf(line: BlamedLine | undefined, { cuts }: Repository): WrittenBy {
  if (!line) return { kind: 'uncommitted' };
  const { commit, author, date, summary } = line;
  if (cuts.has(commit)) return { kind: 'beyond', command: undefined };
  return { kind: 'commit', commit, author, date, summary };
}

/** Of those pieces that the parent of the commit has too: who brought them there. */
async function blamedBefore(repository: Repository, blamed: readonly Blamed[]): Promise<Blamed[]> {
  const files = new Map<string, { file: CommittedFile; own: Expected[] }>();
  for (const { piece, by } of blamed) {
    const { previous, line, commit } = by;
    if (!previous || repository.cuts.has(commit)) continue;
    const key = `${previous.commit}:${previous.path}`;
    const known = files.get(key) ?? { file: previous, own: [] };
    known.own.push({ piece, near: line });
    files.set(key, known);
  }
  const before: Blamed[] = [];
  for (const { file, own } of files.values()) {
    for (const one of await blamedIn(repository, file, own)) before.push(one);
  }
  return before;
}

/** A piece, and the line near which it should be, from 1. */
interface Expected {
  readonly piece: Piece;
  readonly near: number;
}

/** Who brought the pieces that a committed file has. */
async function blamedIn(
  repository: Repository,
  file: CommittedFile,
  pieces: readonly Expected[],
): Promise<Blamed[]> {
  const find = await repository.linesOf(file);
  const placed = pieces.flatMap(({ piece, near }) => {
    const line = find?.(piece, near);
    return line === undefined ? [] : [{ piece, line }];
  });
  const lines = await blame(
    repository.top,
    file,
    placed.map(({ line }) => line),
  );
  return placed.flatMap(({ piece, line }) => {
    const by = lines.get(line);
    return by ? [{ piece, by }] : [];
  });
}

/** Reads each file of each commit once. */
function rememberingLines(read: ReadObject): Repository['linesOf'] {
  const known = new Map<string, Promise<FindLine | undefined>>();
  return ({ commit, path }) => {
    const name = `${commit}:${path}`;
    const lines =
      known.get(name) ??
      read(name).then((object) =>
        object?.type === 'blob' ? lineFinder(object.content.toString('utf8')) : undefined,
      );
    known.set(name, lines);
    return lines;
  };
}

/** A longer list is no longer cheaper than the whole file. */
const mostLines = 200;

/** By line, from 1. */
async function blame(
  top: string,
  { commit, path }: CommittedFile,
  asked: readonly number[],
): Promise<ReadonlyMap<number, BlamedLine>> {
  const lines = [...new Set(asked)];
  if (lines.length === 0) return new Map();
  const only = lines.length > mostLines ? [] : lines.flatMap((line) => ['-L', `${line},${line}`]);
  const { code, stdout, stderr } = await git(top, [
    ...['-c', 'core.quotePath=false', 'blame', '--porcelain', '--encoding=UTF-8', '--root'],
    // A text converter is a program that the config names; commits may be left out by it, too.
    ...['--no-textconv', '--ignore-revs-file=', ...only, commit, '--', path],
  ]);
  if (code !== 0) throw new GitRefused(stderr.trim() || 'git ended without an answer');
  return readBlame(stdout);
}

/**
 * The line that came last, where they stand on each other; else the one that was committed last. Undefined, which is what
 * is not committed, comes after all.
 */
async function newest(
  top: string,
  lines: readonly (BlamedLine | undefined)[],
): Promise<BlamedLine | undefined> {
  const known = lines.filter((line) => line !== undefined);
  if (known.length < lines.length) return undefined;
  const commits = [...new Set(known.map(({ commit }) => commit))];
  // Clocks differ, and a rebase commits many within one second.
  const last =
    commits.length < 2
      ? commits
      : (await git(top, ['merge-base', '--independent', ...commits])).stdout.split('\n');
  const candidates = known.filter(({ commit }) => last.includes(commit));
  return [...(candidates.length > 0 ? candidates : known)].sort((a, b) => b.committed - a.committed)[0];
}

async function withCommand(top: string, origins: readonly WrittenBy[]): Promise<WrittenBy[]> {
  if (!origins.some(({ kind }) => kind === 'beyond')) return [...origins];
  const command = await fetchRest(top);
  return origins.map((origin) => (origin.kind === 'beyond' ? { ...origin, command } : origin));
}
