import assert from 'node:assert/strict';
import fs from 'node:fs';
import { originsOf } from '../../../../src/adapters/git/blame';
import type { WrittenBy } from '../../../../src/workflows/written-by';
import { inWorkspace, openWorkspace, type Workspace } from '../../../helpers/workspace';

const file = 'config.json';

/** Writes the file and commits it in somebody's name. */
function write({ write: put, git }: Workspace, author: string, text: string, name = file): void {
  put({ [name]: text });
  git('add', '--all');
  git(
    'commit',
    '--quiet',
    `--author=${author} <${author.toLowerCase()}@example.com>`,
    '--message',
    `by ${author}`,
  );
}

/** Who wrote each piece of the file as it is on disk. */
async function authors(at: string, ...pieces: string[]): Promise<string[]> {
  const text = fs.readFileSync(at, 'utf8');
  const ranges = pieces.map((piece) => {
    const start = text.indexOf(piece);
    assert.ok(start >= 0, piece);
    return { start, end: start + piece.length };
  });
  return (await originsOf(at, text, ranges)).map(label);
}

function label(origin: WrittenBy): string {
  if (origin.kind === 'commit') return origin.author;
  return origin.kind === 'failed' ? `failed: ${origin.reason}` : origin.kind;
}

interface Case {
  readonly title: string;
  /** Author and text of each commit, oldest first. */
  readonly commits: readonly (readonly [author: string, text: string])[];
  /** What is on disk, where it is not committed. */
  readonly now?: string;
  /** Who wrote what. */
  readonly by: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    title: 'the commit that brought it, with what was uncommitted apart',
    commits: [
      ['Ada', '[\n  "a"\n]\n'],
      ['Bob', '[\n  "a",\n  "b"\n]\n'],
    ],
    now: '[\n  "a",\n  "b",\n  "c"\n]\n',
    by: { '"a"': 'Ada', '"b"': 'Bob', '"c"': 'uncommitted' },
  },
  {
    title: 'not whoever put another entry on the same line',
    commits: [
      ['Ada', '{ "rules": { "a": "off" } }\n'],
      ['Bob', '{ "rules": { "a": "off", "b": "off" } }\n'],
      ['Eve', '{ "rules": { "c": "off", "a": "off", "b": "off" } }\n'],
    ],
    by: { '"a": "off"': 'Ada', '"b": "off"': 'Bob', '"c": "off"': 'Eve' },
  },
  {
    title: 'not whoever formatted the file, or moved the entry',
    commits: [
      ['Ada', '{ "paths": ["a", "b"] }\n'],
      ['Bob', '{\n  "paths": [\n    "b",\n    "a"\n  ]\n}\n'],
    ],
    by: { '"a"': 'Ada', '"b"': 'Ada' },
  },
  {
    title: 'of an entry of several lines whoever changed one last',
    commits: [
      ['Ada', '[\n  {\n    "name": "x",\n    "reason": "one"\n  }\n]\n'],
      [
        'Bob',
        '[\n  {\n    "name": "x",\n    "reason": "two"\n  },\n  {\n    "name": "y",\n    "reason": "one"\n  }\n]\n',
      ],
    ],
    by: {
      '{\n    "name": "x",\n    "reason": "two"\n  }': 'Bob',
      '{\n    "name": "y",\n    "reason": "one"\n  }': 'Bob',
    },
  },
  {
    title: 'of what has no letters, too',
    commits: [
      ['Ada', '[\n  "a"\n]\n'],
      ['Bob', '[\n  "a",\n  "**"\n]\n'],
    ],
    by: { '"**"': 'Bob' },
  },
  {
    title: 'of a comment whoever cut its end off',
    commits: [
      ['Ada', '-- ignore a: because of this, and that\n'],
      ['Bob', '-- ignore a: because of this\n'],
    ],
    by: { '-- ignore a: because of this': 'Bob' },
  },
  {
    title: 'Windows line ends and a byte order mark make no difference',
    commits: [
      ['Ada', '[\n  "a"\n]\n'],
      ['Bob', '\uFEFF[\r\n  "a",\r\n  "é"\r\n]\r\n'],
    ],
    by: { '"a"': 'Ada', '"é"': 'Bob' },
  },
];

describe('who wrote a piece of a file', () => {
  for (const { title, commits, now, by } of cases) {
    it(
      `is ${title}`,
      inWorkspace(async (workspace) => {
        workspace.git('init', '--quiet');
        for (const [author, text] of commits) write(workspace, author, text);
        if (now !== undefined) workspace.write({ [file]: now });
        assert.deepEqual(await authors(workspace.at(file), ...Object.keys(by)), Object.values(by));
      }),
    );
  }

  it(
    'comes with the commit, the date in the author’s zone and the first line of the message, without an address',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      workspace.write({ [file]: '"a"\n' });
      workspace.git('add', '--all');
      workspace.git('commit', '--quiet', '--date=2026-03-01T23:30:00+05:30', '-m', 'First', '-m', 'More');
      const commit = workspace.git('rev-parse', 'HEAD');
      assert.deepEqual(await originsOf(workspace.at(file), '"a"\n', [{ start: 0, end: 3 }]), [
        { kind: 'commit', commit, author: 'Test', date: '2026-03-01T23:30:00+05:30', summary: 'First' },
      ]);
    }),
  );

  it(
    'follows a file that was renamed',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      write(workspace, 'Ada', '[\n  "a"\n]\n', 'old/é "name".json');
      workspace.write({ 'new/é.json': '[\n  "a"\n]\n', 'old/é "name".json': undefined });
      workspace.commit('move');
      write(workspace, 'Bob', '[\n  "a",\n  "b"\n]\n', 'new/é.json');
      assert.deepEqual(await authors(workspace.at('new/é.json'), '"a"', '"b"'), ['Ada', 'Bob']);
    }),
  );

  it(
    'is not known before the edge of a shallow clone, which tells what gets the rest',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      write(workspace, 'Ada', '[\n  "a"\n]\n');
      write(workspace, 'Bob', '[\n  "a",\n  "b"\n]\n');
      write(workspace, 'Eve', '[\n  "a",\n  "b",\n  "e"\n]\n');
      const elsewhere = openWorkspace();
      try {
        elsewhere.git('clone', '--quiet', '--depth=2', `file://${workspace.folder}`, 'clone');
        const clone = elsewhere.at(`clone/${file}`);
        assert.deepEqual(await authors(clone, '"a"', '"b"', '"e"'), ['beyond', 'beyond', 'Eve']);
        const [origin] = await originsOf(clone, fs.readFileSync(clone, 'utf8'), [{ start: 4, end: 7 }]);
        assert.deepEqual(origin, { kind: 'beyond', command: 'git fetch --unshallow' });
      } finally {
        elsewhere.remove();
      }
    }),
  );

  it(
    'is not known without git, and nobody yet where nothing is committed',
    inWorkspace(async (workspace) => {
      workspace.write({ [file]: '"a"\n' });
      assert.deepEqual(await authors(workspace.at(file), '"a"'), ['no-git']);
      workspace.git('init', '--quiet');
      assert.deepEqual(await authors(workspace.at(file), '"a"'), ['uncommitted']);
      workspace.write({ [file]: undefined, 'other.json': '"b"\n' });
      workspace.commit('another file');
      workspace.write({ [file]: '"a"\n' });
      assert.deepEqual(await authors(workspace.at(file), '"a"'), ['uncommitted']);
    }),
  );

  it(
    'is told to be unknown where git refuses, in git’s words',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      write(workspace, 'Ada', '"a"\n');
      workspace.git('config', 'blame.ignoreRevsFile', 'nowhere');
      assert.deepEqual(await authors(workspace.at(file), '"a"'), [
        'failed: git says: fatal: could not open object name list: nowhere',
      ]);
    }),
  );

  it(
    'is found without running a program that the repository’s config names',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      const trap = `touch ${workspace.at('ran')}; cat`;
      workspace.write({ '.gitattributes': '*.json diff=trap\n' });
      write(workspace, 'Ada', '"a"\n');
      workspace.write({ '.gitattributes': '*.json diff=trap filter=trap\n' });
      workspace.git('config', 'diff.trap.textconv', `sh -c '${trap} "$1"' --`);
      workspace.git('config', 'filter.trap.clean', `sh -c '${trap}'`);
      workspace.git('config', 'core.fsmonitor', `sh -c '${trap}'`);
      workspace.write({ [file]: '"a"\n"b"\n' });
      assert.deepEqual(await authors(workspace.at(file), '"a"', '"b"'), ['Ada', 'uncommitted']);
      assert.equal(fs.existsSync(workspace.at('ran')), false);
    }),
  );
});
