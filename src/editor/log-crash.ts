import type * as vscode from 'vscode';
import { bugAdvice } from '../core/bug-advice';
import { isHumanError } from '../core/human-error';

/** Writes an error into the log; where nobody foresaw it, also what to do. */
export function logCrash(log: Pick<vscode.LogOutputChannel, 'error'>, error: unknown): void {
  log.error(error instanceof Error ? error : String(error));
  if (!isHumanError(error)) log.error(bugAdvice());
}
