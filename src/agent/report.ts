import type { Answer, CommandResult, NextStep } from './tool';

/** A command's report, or why there is none. */
export type Read<Report> =
  | { readonly report: Report; readonly failure?: undefined }
  | { readonly report?: undefined; readonly failure: string };

/** The report that one of our commands printed as JSON. Its shape is ours, so it is not checked again. */
export function readReport<Report>({ stdout, stderr }: CommandResult): Read<Report> {
  try {
    return { report: JSON.parse(stdout) as Report };
  } catch {
    return { failure: complaintsIn(stderr) || 'The command ended without an answer.' };
  }
}

/** What a command said on stderr, without its name before each sentence. */
export function complaintsIn(stderr: string): string {
  return stderr.replaceAll(/^migration-guard: /gm, '').trim();
}

/** The answer where a command could not run. */
export function failure(summary: string, ...next: readonly NextStep[]): Answer {
  return { summary, next, report: null, failed: true };
}

/** The answer where a command could not even begin: another call would end the same way. */
export function couldNotRun(why: string, tool: string): Answer {
  // Of what Prisma's generations do not share, nothing helps.
  const isOfPrisma8 = why.includes(' belongs to Prisma 8, ');
  return failure(why, {
    person: isOfPrisma8
      ? `Do what that says instead: ${tool} does not work there.`
      : `Do what that says first; then ${tool} is to be called again.`,
  });
}

/** The first of a list, with how many more there are: an agent pays for every line. */
export function firstOf<Item>(items: readonly Item[], most = 20): { shown: Item[]; more: number } {
  return { shown: items.slice(0, most), more: Math.max(0, items.length - most) };
}

/** `a, b and 3 more` */
export function namesLabel(names: readonly string[], most = 5): string {
  const { shown, more } = firstOf(names, most);
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
