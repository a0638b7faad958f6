// Behaves like the part of GitHub's API that writes comments of issues: https://docs.github.com/en/rest/issues/comments
//   node github-api.mjs <file>
// The file is its memory: `{ token, mayWrite, comments: [{ id, body, user }] }`; requests that came are added to `requests`.
// Prints its URL, and ends when its stdin ends.
import fs from 'node:fs';
import http from 'node:http';

const [, , file] = process.argv;

/** GitHub's words; what it says beyond them nobody reads. */
const messages = {
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  422: 'Validation Failed',
};

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const memory = JSON.parse(fs.readFileSync(file, 'utf8'));
    const { status, value } = answer(memory, request, body);
    (memory.requests ??= []).push(`${request.method} ${request.url} ${status}`);
    fs.writeFileSync(file, JSON.stringify(memory));
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value ?? { message: messages[status] }));
  });
});

function answer(memory, { method, url, headers }, text) {
  if (headers.authorization !== `Bearer ${memory.token}`) return { status: 401 };
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const list = /^\/repos\/[^/]+\/[^/]+\/issues\/\d+\/comments$/.test(pathname);
  const one = /^\/repos\/[^/]+\/[^/]+\/issues\/comments\/(\d+)$/.exec(pathname);
  if (method === 'GET' && list) {
    const size = Math.min(100, Number(searchParams.get('per_page') ?? 30));
    const page = Number(searchParams.get('page') ?? 1);
    return { status: 200, value: memory.comments.slice((page - 1) * size, page * size) };
  }
  if (!memory.mayWrite) return { status: 403 };
  const { body } = JSON.parse(text || '{}');
  if (typeof body !== 'string' || body === '' || body.length > 65_536) return { status: 422 };
  if (method === 'POST' && list) {
    const comment = { id: memory.comments.length + 1000, body };
    memory.comments.push(comment);
    return { status: 201, value: comment };
  }
  const comment = one && memory.comments.find(({ id }) => id === Number(one[1]));
  if (method !== 'PATCH' || !comment) return { status: 404 };
  comment.body = body;
  return { status: 200, value: comment };
}

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.resume().on('end', () => process.exit());
