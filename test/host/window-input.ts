import { z } from 'zod';
import { skip } from '../helpers/skip';

/** Skips the test, or from a `before` hook the suite, where the launcher holds no window: in a downloaded VS Code. */
export function needWindowInput(context: Mocha.Context): void {
  if (!process.env['MIGRATION_GUARD_TEST_WINDOW_INPUT'])
    skip(context, 'only in the offline host (-- --offline) can a test press a button of the window');
}

/**
 * Clicks the first element of the window that a selector of playwright's finds, as soon as there is one.
 *
 * @returns its text
 */
export function click(selector: string): Promise<string> {
  return ask('click', selector);
}

/** Opens the menu of the first element that the selector finds, and chooses the line with that text. */
export async function chooseFromMenu(selector: string, line: string): Promise<void> {
  await ask('chooseFromMenu', selector, line);
}

/** The text of the first element of the window that the selector finds, as soon as there is one. */
export function read(selector: string): Promise<string> {
  return ask('read', selector);
}

/** An attribute of every element that the selector finds, as soon as there is one: '' where it has none. */
export async function attributes(selector: string, name: string): Promise<string[]> {
  const values: unknown = JSON.parse(await ask('attributes', selector, name));
  return z.array(z.string()).parse(values);
}

/** Where the first element that the selector finds is in the window, in pixels, as soon as it can be seen. */
export async function boxOf(selector: string): Promise<Box> {
  const values: unknown = JSON.parse(await ask('box', selector));
  const [left, top, right, bottom] = z.tuple([z.number(), z.number(), z.number(), z.number()]).parse(values);
  return { left, top, right, bottom };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Presses a key, such as `Shift+F10`, wherever the focus is. */
export async function press(key: string): Promise<void> {
  await ask('press', key);
}

/** Loads the window anew, as the command of that name does. The extension host, and this test with it, comes to its end. */
export async function reload(): Promise<never> {
  await ask('reload', '');
  return new Promise<never>(() => undefined);
}

async function ask(
  action: 'click' | 'chooseFromMenu' | 'read' | 'attributes' | 'box' | 'press' | 'reload',
  selector: string,
  argument?: string,
): Promise<string> {
  const response = await fetch(process.env['MIGRATION_GUARD_TEST_WINDOW_INPUT'] ?? '', {
    method: 'POST',
    body: JSON.stringify({ action, selector, argument }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
