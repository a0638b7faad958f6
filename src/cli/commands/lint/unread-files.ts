import type { LintReport } from '../../../workflows/lint-report';
import { pathFrom } from '../../output/positions';

/** A file that could not be read, and the message about it. */
export interface UnreadMessage {
  readonly file: string;
  /** A sentence that names the file as seen from the working directory. */
  readonly message: string;
}

/** What of the reports' projects could not be read, each file once. */
export function unreadFiles(reports: readonly LintReport[], cwd: string): UnreadMessage[] {
  const messages = new Map<string, UnreadMessage>();
  for (const { file, reason } of reports.flatMap(({ unread }) => unread ?? [])) {
    messages.set(file, { file, message: `${pathFrom(cwd, file)} could not be read: ${reason}.` });
  }
  return [...messages.values()];
}
