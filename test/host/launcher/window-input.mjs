// A test runs in the extension host, from where nobody can press a button. This presses it in the window.
import http from 'node:http';

/** Milliseconds to wait for what is to be clicked or read: long, because a machine may be busy. */
const timeoutMs = 30_000;

/** Milliseconds after which another attempt is made where one may have gone unnoticed. */
const attempt = 1_000;

/**
 * Listens on the loopback interface for what test/host/window-input.ts asks: { action, selector, argument }. A selector is one of
 * playwright's; each action (see below) answers with a text.
 * Resolves to { url, use, close }: `use` gives it the page, which may come after the first question.
 */
export async function openWindowInput() {
  let use;
  const page = new Promise((resolve) => (use = resolve));
  const server = http.createServer((request, response) => {
    answer(request, page).then(
      (text) => response.end(text),
      (error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, use, close };
}

const yesOrNo = [() => true, () => false];

const actions = {
  /** Loads the window anew. Answers at once: whoever asks will be gone. */
  reload: async (page) => {
    void page.reload();
    return '';
  },
  /** The text of the first element. */
  read: (page, selector) => page.locator(selector).first().innerText({ timeout: timeoutMs }),
  /** Clicks it. */
  click: async (page, selector) => {
    const text = await actions.read(page, selector);
    await page.locator(selector).first().click({ timeout: timeoutMs });
    return text;
  },
  /**
   * Opens its menu and chooses the line with that text. A menu takes no click in the first moment, lest the click that
   * opened it chooses something; and it shows what could be done when it opened. So both are tried again.
   */
  chooseFromMenu: async (page, selector, text) => {
    const line = page.locator('.context-view .monaco-menu .action-label').filter({ hasText: text }).first();
    const became = (state) => line.waitFor({ state, timeout: attempt }).then(...yesOrNo);
    const end = Date.now() + timeoutMs;
    while (Date.now() < end) {
      await page.locator(selector).first().click({ button: 'right', timeout: timeoutMs });
      if (await became('visible')) {
        while (Date.now() < end) {
          await line.click({ timeout: attempt }).catch(() => undefined);
          if (await became('hidden')) return '';
        }
      }
      await page.keyboard.press('Escape');
    }
    throw new Error(`The menu of ${selector} never took a click on ${text}.`);
  },
  /** An attribute of all the elements, as soon as there is one, as a JSON array with '' where it is missing. */
  attributes: async (page, selector, name) => {
    const elements = page.locator(selector);
    await elements.first().waitFor({ state: 'attached', timeout: timeoutMs });
    const values = (await elements.all()).map((element) =>
      element.getAttribute(name, { timeout: timeoutMs }),
    );
    return JSON.stringify((await Promise.all(values)).map((value) => value ?? ''));
  },
  /** Where the first element is in the window, in pixels, as JSON: [left, top, right, bottom]. */
  box: async (page, selector) => {
    const element = page.locator(selector).first();
    await element.waitFor({ state: 'visible', timeout: timeoutMs });
    const { x, y, width, height } = await element.boundingBox();
    return JSON.stringify([x, y, x + width, y + height]);
  },
  /** Presses a key, such as Shift+F10, wherever the focus is. */
  press: async (page, key) => {
    await page.keyboard.press(key);
    return key;
  },
};

async function answer(request, page) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { action, selector, argument } = JSON.parse(Buffer.concat(chunks).toString());
  return actions[action](await page, selector, argument);
}
