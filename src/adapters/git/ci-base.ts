import { HumanError } from '../../core/human-error';
import type { CiFacts } from './ci';
import { commitId, parseCommit } from './commit-tree';
import { againstCommit, type Base } from './compared';
import { currentBranch } from './current-branch';
import { findDefaultBranch, type Named } from './default-branch';
import type { ReadObject } from './objects';
import {
  fetchBranch,
  fetchCommit,
  fetchDefault,
  fetchingOf,
  inOrder,
  remotesOf,
  type Fetching,
} from './shallow';

/** A clone that a build server made. */
interface Build {
  readonly top: string;
  readonly read: ReadObject;
  readonly head: string;
  readonly ci: CiFacts;
}

/**
 * The base of what a build server checks. A gate must not open because the clone lacks what work is compared with, so
 * nothing is guessed here.
 *
 * @throws HumanError where the base is not in the clone, with the command that gets it
 */
export async function ciBase(top: string, read: ReadObject, head: string, ci: CiFacts): Promise<Base> {
  const build = { top, read, head, ci };
  if (ci.target !== undefined) return await pullRequestBase(build, ci.target);
  if (ci.branch === undefined || ci.branch !== ci.defaultBranch) {
    const base = await againstCommit(top, head, await defaultBranchOf(build));
    if (base.commit !== head) return base;
  }
  return await beforePush(build);
}

async function pullRequestBase({ top, read, head, ci }: Build, target: string): Promise<Base> {
  if (ci.mergeCommit === head) {
    const [first] = await parentsOf(read, head);
    const commit = first === undefined ? undefined : await commitId(read, first);
    if (commit !== undefined) return { commit, isAncestor: true, notices: [] };
  }
  const found = await branchNamed(top, read, target);
  if (found) return await againstCommit(top, head, found);
  const merged = ci.targetCommit === undefined ? undefined : await commitId(read, ci.targetCommit);
  if (merged !== undefined) return await againstCommit(top, head, { name: target, commit: merged });
  throw await missing(top, `The branch ${target}, to which this pull request goes,`, (fetching) =>
    fetchBranch(fetching, target),
  );
}

/** @throws HumanError where none is in the clone */
async function defaultBranchOf({ top, read, ci }: Build): Promise<Named> {
  const { defaultBranch } = ci;
  if (defaultBranch === undefined) {
    const found = await findDefaultBranch(top, read, true);
    if (found) return found;
    throw await missing(top, 'The default branch', fetchDefault);
  }
  const found = await branchNamed(top, read, defaultBranch);
  if (found) return found;
  throw await missing(top, `The default branch, ${defaultBranch},`, (fetching) =>
    fetchBranch(fetching, defaultBranch),
  );
}

/** A branch as a remote has it, else as it is here; that which is checked out is no other one. */
async function branchNamed(top: string, read: ReadObject, branch: string): Promise<Named | undefined> {
  const [remotes, current] = await Promise.all([remotesOf(top), currentBranch(top)]);
  const names = inOrder([...remotes, 'origin']).map((remote) => `refs/remotes/${remote}/${branch}`);
  for (const name of current === branch ? names : [...names, `refs/heads/${branch}`]) {
    const commit = await commitId(read, name);
    if (commit !== undefined) return { name, commit };
  }
  return undefined;
}

/** What came with the last push to the default branch is new: nothing has checked it yet. */
async function beforePush({ top, read, head, ci }: Build): Promise<Base> {
  const [first] = await parentsOf(read, head);
  const before = ci.before === head ? undefined : ci.before;
  const wanted = before ?? first;
  if (wanted === undefined) return { commit: undefined, isAncestor: true, notices: [] };
  const commit = await commitId(read, wanted);
  if (commit !== undefined) return await againstCommit(top, head, { name: wanted.slice(0, 12), commit });
  throw await missing(
    top,
    `The commit ${wanted.slice(0, 12)}, which was there before this push,`,
    (fetching) => fetchCommit(fetching, wanted),
  );
}

/** As the commit itself names them, whether they are here or not. */
async function parentsOf(read: ReadObject, commit: string): Promise<readonly string[]> {
  const object = await read(commit);
  return object ? parseCommit(object).parents : [];
}

async function missing(
  top: string,
  what: string,
  command: (fetching: Fetching) => string,
): Promise<HumanError> {
  const fetching = await fetchingOf(top);
  const mend =
    fetching === undefined
      ? 'Name one that is with --base'
      : `Run ${command(fetching)} first, or check out the whole history (fetch-depth: 0 in GitHub Actions)`;
  return new HumanError(
    `${what} is not in this clone, so nothing tells which migrations are new. ${mend}. With --base none all of them count as new.`,
  );
}
