import * as vscode from 'vscode';

interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** Why a text is not taken; undefined where it is. */
  readonly refusalOf: (text: string) => string | undefined;
}

/**
 * Asks for a line of text at once. A proposal that comes later stands in the box where nothing has been typed until then.
 *
 * @returns undefined where the person leaves the box
 */
export function askWithProposal(
  { title, prompt, placeholder, refusalOf }: Question,
  proposal: Promise<string | undefined>,
): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { title, prompt, placeholder, ignoreFocusOut: true, busy: true });
  const refuse = (text: string): string | undefined => {
    const refusal = refusalOf(text);
    box.validationMessage = refusal;
    return refusal;
  };
  void proposal.then((text) => {
    box.busy = false;
    if (text === undefined || box.value !== '') return;
    box.value = text;
    box.valueSelection = [0, text.length];
  });
  return new Promise<string | undefined>((resolve) => {
    box.onDidChangeValue(refuse);
    box.onDidAccept(() => {
      if (refuse(box.value) !== undefined) return;
      resolve(box.value);
      box.hide();
    });
    // After a text that was taken this says nothing new.
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
