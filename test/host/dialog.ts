import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { itsVscode } from './extension';

/** What happened while somebody answered. */
export interface Answered<T> {
  readonly result: T;
  /** What each modal dialog said: its message, and the detail below. */
  readonly dialogs: readonly string[];
}

/**
 * Does something that asks in a modal dialog, and presses the button with that name there; undefined is Cancel. VS Code
 * refuses to show dialogs in a window that runs tests, so the question is caught where we ask VS Code to show it. What
 * is no modal dialog is shown as ever.
 */
export async function answering<T>(button: string | undefined, act: () => Thenable<T>): Promise<Answered<T>> {
  const { window } = itsVscode();
  const { showWarningMessage } = window;
  const dialogs: string[] = [];
  Object.assign(window, {
    showWarningMessage: (
      message: string,
      options?: vscode.MessageOptions | string,
      ...items: string[]
    ): Thenable<string | undefined> => {
      if (typeof options !== 'object' || !options.modal) return showWarningMessage(message);
      dialogs.push(`${message}\n${options.detail ?? ''}`);
      if (button !== undefined) assert.ok(items.includes(button), `${message} has ${items.join()}`);
      return Promise.resolve(button);
    },
  });
  try {
    return { result: await act(), dialogs };
  } finally {
    Object.assign(window, { showWarningMessage });
  }
}
