/** Whether what a project's verdict hangs on is as it was at the base. */
export type Compared =
  | { readonly kind: 'same' | 'changed'; readonly notices: readonly string[] }
  /** Git cannot say; `reason` completes "it is not known what has changed: ". */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Projects by whether they are to be linted. */
export interface Selection<P> {
  readonly touched: readonly P[];
  readonly untouched: readonly P[];
  /** How far the selection goes. */
  readonly notices: readonly string[];
}

/**
 * The projects that a change has touched. Where git cannot say, a project counts as touched: nobody may rely on what was
 * not looked at.
 *
 * @throws what `compare` throws (a base that is gone)
 */
export async function selectTouched<P>(
  projects: readonly P[],
  compare: (project: P) => Promise<Compared>,
): Promise<Selection<P>> {
  const touched: P[] = [];
  const untouched: P[] = [];
  const notices = new Set<string>();
  for (const project of projects) {
    const compared = await compare(project);
    if (compared.kind === 'same') untouched.push(project);
    else touched.push(project);
    if (compared.kind === 'unknown') {
      notices.add(`It is not known what has changed (${compared.reason}), so --changed leaves nothing out.`);
    } else {
      for (const notice of compared.notices) notices.add(notice);
    }
  }
  return { touched, untouched, notices: [...notices] };
}
