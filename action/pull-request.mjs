// One comment of the pull request, which is written where there is something to tell, and renewed from then on.
// https://docs.github.com/en/rest/issues/comments

/** GitHub takes 65,536 characters. */
const mostCharacters = 65_000;
const timeoutMs = 20_000;

/** The pull request's comments, through GitHub's API. */
export function pullRequestComments({ apiUrl, repository, number, token }) {
  const issues = `${apiUrl}/repos/${repository}/issues`;
  async function ask(method, url, body) {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': 'migration-guard',
        'x-github-api-version': '2022-11-28',
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new ApiError(response.status);
    return await response.json();
  }
  return {
    /** The id of the comment whose text begins with the marker; undefined without one. */
    async find(marker) {
      for (let page = 1; ; page += 1) {
        const comments = await ask('GET', `${issues}/${number}/comments?per_page=100&page=${page}`);
        const found = comments.find(({ body }) => body?.startsWith(marker));
        if (found) return found.id;
        if (comments.length < 100) return undefined;
      }
    },
    write: (body) => ask('POST', `${issues}/${number}/comments`, { body }),
    renew: (id, body) => ask('PATCH', `${issues}/comments/${id}`, { body }),
  };
}

class ApiError extends Error {
  constructor(status) {
    super(
      status === 403 || status === 404
        ? 'the token may only read, as in a pull request from a fork; elsewhere the job needs `permissions: pull-requests: write`'
        : `GitHub's API answered with status ${status}`,
    );
    this.isForbidden = status === 403 || status === 404;
  }
}

/** What the comment of this run begins with: each set of paths that is linted has a comment of its own. */
export function markerOf(paths) {
  return `<!-- migration-guard ${encodeURIComponent(paths.join(' ')).replaceAll('-', '%2D')} -->`;
}

/**
 * Writes or renews the comment. Where all is well, only a comment that is there already is renewed.
 *
 * @returns why there is none, `{ reason, isForbidden }`; undefined if nothing is wrong
 */
export async function tellPullRequest(comments, marker, markdown, { isNews }) {
  const body = shortened(`${marker}\n${markdown}`);
  try {
    const id = await comments.find(marker);
    if (id !== undefined) await comments.renew(id, body);
    else if (isNews) await comments.write(body);
    return undefined;
  } catch (error) {
    return {
      reason: error instanceof Error ? error.message : String(error),
      isForbidden: error.isForbidden === true,
    };
  }
}

function shortened(body) {
  if (body.length <= mostCharacters) return body;
  const kept = body.slice(0, mostCharacters);
  return `${kept.slice(0, kept.lastIndexOf('\n#### '))}\nMore is in the job's summary.\n`;
}
