import { git, GitMissing } from './run';

/** The branch that is checked out, and how it stands to the one that it follows. */
export interface BranchState {
  /** Undefined where HEAD is no branch. */
  readonly name: string | undefined;
  /** `origin/main`; undefined where it follows none, or none that this clone knows. */
  readonly upstream: string | undefined;
  /** Commits of the upstream, as last fetched, that are not here. */
  readonly behind: number;
}

/** Undefined without git, outside a work tree and before the first commit. Nothing is fetched. */
export async function branchState(folder: string): Promise<BranchState | undefined> {
  try {
    const head = await git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']);
    if (head.code !== 0) return undefined;
    const name = await git(folder, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
    const upstream = await git(folder, ['rev-parse', '--abbrev-ref', '--symbolic-full-name', '@{upstream}']);
    const followed = upstream.code === 0 ? upstream.stdout.trim() : undefined;
    const count =
      followed === undefined ? undefined : await git(folder, ['rev-list', '--count', 'HEAD..@{upstream}']);
    return {
      name: name.code === 0 ? name.stdout.trim() : undefined,
      upstream: followed,
      behind: count?.code === 0 ? Number(count.stdout.trim()) : 0,
    };
  } catch (error) {
    if (error instanceof GitMissing) return undefined;
    throw error;
  }
}
