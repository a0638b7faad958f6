import type { Base } from './base';
import type { Named } from './default-branch';
import { git } from './run';
import { fetchRest } from './shallow';

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
