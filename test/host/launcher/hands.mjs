// A test runs in the extension host, from where nobody can press a button. This presses it in the window.
import http from 'node:http';

/** Milliseconds to wait for what is to be clicked or read. */
const patience = 15_000;

/**
 * Listens on the loopback interface for what test/host/hands.ts asks: { action: 'click' | 'read', selector }, a selector
 * of playwright's. The answer is the text of the first element that it finds.
 * Resolves to { url, use, close }: `use` gives it the page, which may come after the first question.
 */
export async function lendHands() {
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

async function answer(request, page) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { action, selector } = JSON.parse(Buffer.concat(chunks).toString());
  const element = (await page).locator(selector).first();
  const text = await element.innerText({ timeout: patience });
  if (action === 'click') await element.click({ timeout: patience });
  return text;
}
