/** What one test did, as the suite tells the launcher outside the host. `titles` are its suites' and its own. */
export type TestResult =
  | { readonly titles: readonly string[]; readonly state: 'passed'; readonly milliseconds: number }
  | { readonly titles: readonly string[]; readonly state: 'failed'; readonly error: string }
  | { readonly titles: readonly string[]; readonly state: 'skipped' };
