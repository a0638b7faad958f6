import { HumanError } from '../../core/human-error';
import { parseCommit } from './commit-tree';
import { type ReadObject, withObjects } from './objects';
import { git } from './run';

/** The commit against which work is new. */
export interface Base {
  readonly commit: string;
  /** What a person should know about how it was chosen. */
  readonly notices: readonly string[];
}

const remoteDefaults = ['refs/remotes/origin/HEAD', 'refs/remotes/origin/main', 'refs/remotes/origin/master'];
const localDefaults = ['refs/heads/main', 'refs/heads/master'];

/**
 * Finds the base: the merge base of HEAD with `wanted`, else with the default branch, else HEAD. Where two commits
 * have no common one here (a shallow clone), the other side's tip is the base itself.
 *
 * @param top the work tree's top folder
 * @returns undefined before the first commit, also where `wanted` counts back beyond it (`HEAD~1` of a first commit)
 * @throws HumanError if `wanted` is no commit of this repository; GitMissing; GitRefused
 */
export async function resolveBase(top: string, wanted: string | undefined): Promise<Base | undefined> {
  return await withObjects(top, async (read) => {
    const [head, given, ...defaults] = await Promise.all([
      commitId(read, 'HEAD'),
      wanted === undefined ? undefined : commitId(read, wanted),
      ...[...remoteDefaults, ...localDefaults].map((ref) => commitId(read, ref)),
    ]);
    if (wanted !== undefined) {
      if (given === undefined) {
        if (await isBeforeFirstCommit(top, read, wanted)) return undefined;
        throw await unknownBase(top, wanted);
      }
      return await againstCommit(top, head, { name: wanted, commit: given });
    }
    if (head === undefined) return undefined;
    const branches = [...remoteDefaults, ...localDefaults].map((name, index) => ({
      name,
      commit: defaults[index],
    }));
    const [remote] = branches.slice(0, remoteDefaults.length).filter(hasCommit);
    if (remote) return await againstCommit(top, head, remote);
    const [local] = branches.slice(remoteDefaults.length).filter(hasCommit);
    if (local) return await againstCommit(top, head, local);
    const current = (await git(top, ['symbolic-ref', '--quiet', 'HEAD'])).stdout.trim();
    return { commit: head, notices: current === '' ? [nothingToCompare] : [] };
  });
}

const nothingToCompare =
  'No branch to compare with was found, so only migrations that are not committed count as new; name one with --base.';

interface Named {
  readonly name: string;
  readonly commit: string;
}

function hasCommit(branch: { name: string; commit: string | undefined }): branch is Named {
  return branch.commit !== undefined;
}

async function commitId(read: ReadObject, revision: string): Promise<string | undefined> {
  const object = await read(`${revision}^{commit}`);
  return object?.type === 'commit' ? parseCommit(object).id : undefined;
}

async function againstCommit(top: string, head: string | undefined, { name, commit }: Named): Promise<Base> {
  if (head === undefined || head === commit) return { commit, notices: [] };
  const common = (await git(top, ['merge-base', head, commit])).stdout.trim();
  if (common !== '') return { commit: common, notices: [] };
  const short = name.replace(/^refs\/(?:remotes|heads)\//, '');
  return {
    commit,
    notices: [
      `${short} and HEAD have no common commit here, so ${short} itself is the base${await deepen(top)}.`,
    ],
  };
}

async function deepen(top: string): Promise<string> {
  return (await isShallow(top)) ? '; this clone is shallow, and git fetch --unshallow gets the rest' : '';
}

async function isShallow(top: string): Promise<boolean> {
  return (await git(top, ['rev-parse', '--is-shallow-repository'])).stdout.trim() === 'true';
}

/** `REF~3` and `REF^` of a history that is whole but shorter: before it there is nothing. */
async function isBeforeFirstCommit(top: string, read: ReadObject, wanted: string): Promise<boolean> {
  const named = /^(.+?)(?:~\d*|\^)+$/.exec(wanted)?.[1];
  if (named === undefined || (await isShallow(top))) return false;
  return (await commitId(read, named)) !== undefined;
}

async function unknownBase(top: string, wanted: string): Promise<HumanError> {
  if (await isShallow(top)) {
    return new HumanError(
      `The base ${wanted} is not in this shallow clone. Run git fetch --unshallow (or git fetch --deepen=100) first, or check out with the full history (fetch-depth: 0 in GitHub Actions).`,
    );
  }
  const branch = /^origin\/(.+)$/.exec(wanted)?.[1];
  const mend =
    branch === undefined ? 'Check the spelling, or fetch it first' : `Run git fetch origin ${branch} first`;
  return new HumanError(`The base ${wanted} is not a commit of this repository. ${mend}.`);
}
