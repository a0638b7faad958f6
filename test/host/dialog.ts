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
 * is no modal dialog is shown as ever. `act` gets a promise that it can wait for: that the question has been answered.
 */
export async function answering<T>(
  button: string | undefined,
  act: (answered: Promise<void>) => Thenable<T>,
): Promise<Answered<T>> {
  const { window } = itsVscode();
  const { showWarningMessage } = window;
  const dialogs: string[] = [];
  let tellAnswered: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (tellAnswered = resolve));
  Object.assign(window, {
    showWarningMessage: (
      message: string,
      options?: vscode.MessageOptions | string,
      ...items: string[]
    ): Thenable<string | undefined> => {
      if (typeof options !== 'object') {
        return showWarningMessage(message, ...(options === undefined ? [] : [options]), ...items);
      }
      if (!options.modal) return showWarningMessage(message, options, ...items);
      dialogs.push(`${message}\n${options.detail ?? ''}`);
      if (button !== undefined) assert.ok(items.includes(button), `${message} has ${items.join()}`);
      tellAnswered();
      return Promise.resolve(button);
    },
  });
  try {
    return { result: await act(answered), dialogs };
  } finally {
    Object.assign(window, { showWarningMessage });
  }
}
