import { HumanError } from '../../core/human-error';
import { askBranches, type AskedBranches } from './branches';
import { noCi, type CiFacts } from './ci';
import { ciBase } from './ci-base';
import { commitId } from './commit-tree';
import { againstCommit, type Base } from './compared';
import { currentBranch } from './current-branch';
import { findDefaultBranch, type DefaultBranch } from './default-branch';
import type { ReadObject } from './objects';
import { fetchBranch, fetchCommit, fetchDefault, fetchingOf, isShallow } from './shallow';

/** How the base is chosen. */
export interface BaseChoice {
  /** A revision that the person named; `none` has everything count as new. */
  readonly wanted?: string | undefined;
  /** What the build server says; absent on a person's machine, and where nothing hangs on what is new. */
  readonly ci?: CiFacts | undefined;
  /** Where commands are printed. */
  readonly cwd?: string | undefined;
}

const everythingIsNew: Base = { commit: undefined, isAncestor: true, notices: [] };

/**
 * Finds the base: the merge base of HEAD with `wanted`; else with the branch that the pull request goes to; in the build
 * of a push to the default branch, the commit before the push; else the merge base with the default branch; else HEAD.
 * Where two commits have no common one here (a shallow clone), the other side's tip is the base itself.
 *
 * @param top the work tree's top folder
 * @param read reads objects of the same repository
 * @throws HumanError if `wanted` is no commit of this repository, and on a build server where the base is not known;
 *   GitMissing; GitRefused
 */
export async function resolveBase(
  top: string,
  read: ReadObject,
  { wanted, ci = noCi }: BaseChoice,
): Promise<Base> {
  const asked = commitId(read, 'HEAD');
  // At once with it: each process takes its time to start.
  const branches = wanted === undefined && !ci.isCi ? askBranches(top) : undefined;
  const head = await asked;
  if (wanted === 'none') return everythingIsNew;
  if (wanted !== undefined) return await wantedBase(top, read, head, wanted);
  // Before the first commit all of it is one change, and what the working tree declares is the schema of that change.
  if (head === undefined) return everythingIsNew;
  return branches ? await defaultBase(top, read, head, branches) : await ciBase(top, read, head, ci);
}

async function wantedBase(
  top: string,
  read: ReadObject,
  head: string | undefined,
  wanted: string,
): Promise<Base> {
  const given = await commitId(read, wanted);
  if (given !== undefined) return await againstCommit(top, head, { name: wanted, commit: given });
  if (await isBeforeFirstCommit(top, read, wanted)) return everythingIsNew;
  throw await unknownBase(top, wanted);
}

async function defaultBase(
  top: string,
  read: ReadObject,
  head: string,
  branches: AskedBranches,
): Promise<Base> {
  const branch = await findDefaultBranch(top, read, false, branches);
  if (branch) {
    const base = await againstCommit(top, head, branch);
    return branch.isGuess ? { ...base, notices: [...base.notices, await onlyBranch(top, branch)] } : base;
  }
  return { commit: head, isAncestor: true, notices: [await nothingToCompare(top)] };
}

/** A clone of one branch, or a repository whose default branch has another name than most. */
async function onlyBranch(top: string, { name }: DefaultBranch): Promise<string> {
  const short = name.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, '');
  return `${short} is the only branch here, so what it has counts as already merged. If it is not the default branch, ${await howToCompare(top)}.`;
}

async function nothingToCompare(top: string): Promise<string> {
  const how = await howToCompare(top);
  const detached = (await currentBranch(top)) === undefined ? ' HEAD is no branch.' : '';
  return `No branch to compare with was found, so only migrations that are not committed count as new; ${how}.${detached}`;
}

async function howToCompare(top: string): Promise<string> {
  const fetching = await fetchingOf(top);
  return fetching === undefined
    ? 'name one with --base'
    : `run ${fetchDefault(fetching)} first, or name one with --base`;
}

/** `REF~3` and `REF^` of a history that is whole but shorter: before it there is nothing. */
async function isBeforeFirstCommit(top: string, read: ReadObject, wanted: string): Promise<boolean> {
  const named = /^(.+?)(?:~\d*|\^)+$/.exec(wanted)?.[1];
  if (named === undefined || isShallow(top)) return false;
  return (await commitId(read, named)) !== undefined;
}

async function unknownBase(top: string, wanted: string): Promise<HumanError> {
  const shallow = isShallow(top);
  const fetching = await fetchingOf(top);
  const { remote = 'origin' } = fetching ?? {};
  const known = { remote, isShallow: shallow };
  const tracked = /^(?:refs\/remotes\/)?([^/~^@:]+)\/([^~^@:]+)$/.exec(wanted);
  const branch = tracked?.[1] === remote ? tracked[2] : undefined;
  if (!shallow) {
    const mend =
      branch === undefined
        ? 'Check the spelling, or fetch it first'
        : `Run ${fetchBranch(known, branch)} first`;
    return new HumanError(`The base ${wanted} is not a commit of this repository. ${mend}.`);
  }
  // A clone of one branch has no other one, however deep it is.
  const isName = /^[\w./-]+$/.test(wanted) && !/^(?:[0-9a-f]{4,}|HEAD|refs\/.*)$/.test(wanted);
  const isId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(wanted);
  const command =
    branch !== undefined
      ? fetchBranch(known, branch)
      : isId
        ? fetchCommit(known, wanted)
        : isName
          ? fetchCommit(known, `${wanted}:${wanted}`)
          : 'git fetch --unshallow';
  return new HumanError(
    `The base ${wanted} is not in this shallow clone. Run ${command} first, or check out with the full history (fetch-depth: 0 in GitHub Actions).`,
  );
}
