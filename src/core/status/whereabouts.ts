/**
 * Where git has a migration that the project's folder lacks.
 *
 * - head: HEAD has it; it was only deleted from the working tree
 * - removed, renamed: a commit that HEAD comes from took it away; `to` is its new name
 * - renamed-here: a folder of another name has its text, and that is not committed
 * - squashed: the same, and that commit brought the migrations `into` in
 * - branch: no commit of HEAD's ever had it, but the tip of a branch has
 * - commit: only a commit has it that no tip shows any more
 */
export type Whereabouts =
  | { readonly kind: 'head'; readonly path: string }
  | { readonly kind: 'removed'; readonly commit: string }
  | { readonly kind: 'renamed'; readonly commit: string; readonly to: string }
  | { readonly kind: 'renamed-here'; readonly to: string }
  | { readonly kind: 'squashed'; readonly commit: string; readonly into: readonly string[] }
  | { readonly kind: 'branch'; readonly branch: string; readonly path: string }
  | { readonly kind: 'commit'; readonly commit: string; readonly path: string };

/** Whether the migration's folder can come back as it is there: what a commit took away is gone on purpose. */
export function canBeCheckedOut(
  where: Whereabouts,
): where is Extract<Whereabouts, { readonly path: string }> {
  return 'path' in where;
}
