import type { Named } from './default-branch';
import { git } from './run';
import { fetchRest } from './shallow';

/** The commit against which work is new. */
export interface Base {
  /** Undefined where everything is new. */
  readonly commit: string | undefined;
  /**
   * HEAD is known to come from it. If not (no common commit in a shallow clone), what HEAD lacks of it need not have been
   * taken away: it may have come later.
   */
  readonly isAncestor: boolean;
  /** What a person should know about how it was chosen. */
  readonly notices: readonly string[];
}

/** The base against a commit of another branch: where HEAD left it, or the commit itself where that is not known. */
export async function againstCommit(
  top: string,
  head: string | undefined,
  { name, commit }: Named,
): Promise<Base & { readonly commit: string }> {
  if (head === undefined || head === commit) return { commit, isAncestor: true, notices: [] };
  const common = (await git(top, ['merge-base', head, commit])).stdout.trim();
  if (common !== '') return { commit: common, isAncestor: true, notices: [] };
  const short = name.replace(/^refs\/(?:remotes|heads)\//, '');
  const rest = await fetchRest(top);
  const deepen = rest === undefined ? '' : `; this clone is shallow, and ${rest} gets the rest`;
  const notice = `${short} and HEAD have no common commit here, so ${short} itself is the base${deepen}.`;
  return { commit, isAncestor: false, notices: [notice] };
}
