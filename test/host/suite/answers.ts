import * as vscode from 'vscode';
import { itsVscode } from '../extension';
import { until } from './tasks';

/** What an input box asked. */
export interface Asked {
  readonly options: vscode.InputBoxOptions;
  /** What it said to what was typed; undefined where it was taken. */
  readonly refusal: string | undefined;
}

/**
 * Does something that asks for a line of text, and types that there; undefined is Escape. As in VS Code, what the box
 * refuses cannot be entered, so that only Escape is left.
 */
export async function typing<T>(
  text: string | undefined,
  act: () => Thenable<T>,
): Promise<{ readonly result: T; readonly asked: readonly Asked[] }> {
  const { window } = itsVscode();
  const { showInputBox } = window;
  const asked: Asked[] = [];
  Object.assign(window, {
    showInputBox: async (options: vscode.InputBoxOptions = {}): Promise<string | undefined> => {
      const message = text === undefined ? undefined : await options.validateInput?.(text);
      const refusal = typeof message === 'string' ? message : message?.message;
      asked.push({ options, refusal });
      return refusal === undefined ? text : undefined;
    },
  });
  try {
    return { result: await act(), asked };
  } finally {
    Object.assign(window, { showInputBox });
  }
}

/** What a box that proposes a text stood with, and what it said to what was typed; undefined where it took that. */
export interface Proposal {
  readonly value: string;
  readonly refusal: string | undefined;
}

/** As `typing`, where a box proposes a text: waits for its proposal, as long as it says that one may come. */
export async function typingOverProposal<T>(
  text: string | undefined,
  act: () => Thenable<T>,
): Promise<{ readonly result: T; readonly asked: readonly Proposal[] }> {
  const { window } = itsVscode();
  const { createInputBox } = window;
  const asked: Proposal[] = [];
  Object.assign(window, {
    createInputBox: (): vscode.InputBox => {
      const box = createInputBox();
      const changed = new vscode.EventEmitter<string>();
      const accepted = new vscode.EventEmitter<void>();
      const type = async (): Promise<void> => {
        await until('the box has its proposal', () => !box.busy);
        const { value } = box;
        if (text !== undefined) {
          box.value = text;
          changed.fire(text);
        }
        const refusal = box.validationMessage;
        asked.push({ value, refusal: typeof refusal === 'object' ? refusal.message : refusal });
        if (text !== undefined) accepted.fire();
        box.hide();
      };
      const show = (): void => {
        box.show();
        void type();
      };
      return new Proxy(box, {
        get: (_, name) => {
          if (name === 'onDidChangeValue') return changed.event;
          if (name === 'onDidAccept') return accepted.event;
          if (name === 'show') return show;
          const property: unknown = Reflect.get(box, name, box);
          return typeof property === 'function' ? (property.bind(box) as unknown) : property;
        },
        set: (_, name, value) => Reflect.set(box, name, value, box),
      });
    },
  });
  try {
    return { result: await act(), asked };
  } finally {
    Object.assign(window, { createInputBox });
  }
}

/** Does something that lets a person choose from a list, and chooses what has that label. */
export async function choosing<T>(label: string, act: () => Thenable<T>): Promise<T> {
  const { window } = itsVscode();
  const { showQuickPick } = window;
  Object.assign(window, {
    showQuickPick: async (
      given: readonly vscode.QuickPickItem[] | Thenable<readonly vscode.QuickPickItem[]>,
    ) => (await given).find((item) => item.label === label),
  });
  try {
    return await act();
  } finally {
    Object.assign(window, { showQuickPick });
  }
}

/** What is said in messages that ask nothing, while something is done. */
export async function saying(act: () => Thenable<unknown>): Promise<string[]> {
  const { window } = itsVscode();
  const { showInformationMessage, showWarningMessage, showErrorMessage } = window;
  const messages: string[] = [];
  const hear = (message: string): Promise<undefined> => {
    messages.push(message);
    return Promise.resolve(undefined);
  };
  Object.assign(window, {
    ...{ showInformationMessage: hear, showWarningMessage: hear, showErrorMessage: hear },
  });
  try {
    await act();
    return messages;
  } finally {
    Object.assign(window, { showInformationMessage, showWarningMessage, showErrorMessage });
  }
}
