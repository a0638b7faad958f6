import assert from 'node:assert/strict';
import { openProjects } from '../../../../src/adapters/open-projects';
import { ciFacts } from '../../../../src/adapters/git/ci';
import { addModel, opened, settled, start } from './histories';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

/** A repository whose first commit is the default branch's, with a branch `topic` that has a migration more. */
function onTopic(workspace: Workspace, defaultBranch: string): string {
  const first = start(workspace);
  workspace.git('branch', '--quiet', '--move', 'main', defaultBranch);
  workspace.git('checkout', '--quiet', '-b', 'topic');
  addModel(workspace, '2_topic', 'A', 'B');
  return first;
}

/** Each leaves `first` to be found, from a repository that `onTopic` made. */
const found: readonly {
  readonly name: string;
  readonly branch?: string;
  readonly make: (workspace: Workspace, first: string) => void;
}[] = [
  {
    name: 'that the current branch follows',
    make: ({ git }, first) => {
      git('remote', 'add', 'origin', 'https://git.example/x.git');
      git('update-ref', 'refs/remotes/origin/release', first);
      git('update-ref', 'refs/remotes/origin/main', 'HEAD');
      git('config', 'branch.topic.remote', 'origin');
      git('config', 'branch.topic.merge', 'refs/heads/release');
    },
  },
  {
    name: 'that is local, and the current one follows',
    branch: 'weekly',
    make: ({ git }) => {
      git('config', 'branch.topic.remote', '.');
      git('config', 'branch.topic.merge', 'refs/heads/weekly');
    },
  },
  {
    name: 'and never the one under which the own commits were pushed',
    make: ({ git }, first) => {
      git('remote', 'add', 'origin', 'https://git.example/x.git');
      git('update-ref', 'refs/remotes/origin/develop', first);
      git('update-ref', 'refs/remotes/origin/me/topic', 'HEAD');
      git('config', 'branch.topic.remote', 'origin');
      git('config', 'branch.topic.merge', 'refs/heads/me/topic');
    },
  },
  {
    name: 'of a remote with another name',
    make: ({ git }, first) => {
      git('update-ref', 'refs/remotes/upstream/release', first);
      git('update-ref', 'refs/remotes/upstream/topic', 'HEAD');
      git('symbolic-ref', 'refs/remotes/upstream/HEAD', 'refs/remotes/upstream/release');
    },
  },
  {
    name: 'which is the only one that the remote has',
    make: ({ git }, first) => git('update-ref', 'refs/remotes/company/stable', first),
  },
  {
    name: 'by a usual name on the remote, where a fetch made no origin/HEAD',
    make: ({ git }, first) => {
      git('update-ref', 'refs/remotes/origin/topic', 'HEAD');
      git('update-ref', 'refs/remotes/origin/trunk', first);
      git('update-ref', 'refs/heads/main', 'HEAD');
    },
  },
  {
    name: 'where origin/HEAD leads nowhere',
    make: ({ git }, first) => {
      git('update-ref', 'refs/remotes/origin/develop', first);
      git('update-ref', 'refs/remotes/origin/topic', 'HEAD');
      git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/gone');
    },
  },
  {
    name: 'where a ref is broken',
    branch: 'develop',
    make: ({ write }) => write({ '.git/refs/heads/main': 'no id\n', '.git/refs/remotes/origin/HEAD': 'x\n' }),
  },
  {
    name: 'as git’s init.defaultBranch has it',
    branch: 'current',
    make: ({ git }, first) => {
      git('config', 'init.defaultBranch', 'current');
      git('update-ref', 'refs/heads/trunk', 'HEAD');
      git('update-ref', 'refs/heads/old', first);
    },
  },
  ...['main', 'master', 'develop', 'trunk', 'dev'].map((branch) => ({
    ...{ name: `called ${branch}, which is local only`, branch },
    make: () => undefined,
  })),
];

describe('the default branch', () => {
  for (const { name, branch = 'kept', make } of found) {
    it(
      `is the one ${name}`,
      inWorkspace(async (workspace) => {
        const first = onTopic(workspace, branch);
        make(workspace, first);
        const { source, notices } = await opened(workspace);
        assert.equal(source.history?.base, first);
        assert.deepEqual(await settled(source.history), ['1_a']);
        assert.deepEqual(notices, []);
      }),
    );
  }

  it(
    'is not known where only the current one is left of several, which a notice says, and a build server fails for',
    inWorkspace(async (workspace) => {
      onTopic(workspace, 'kept');
      for (const remote of [undefined, 'upstream']) {
        if (remote !== undefined) {
          workspace.git('remote', 'add', remote, 'https://git.example/x.git');
          workspace.git('update-ref', `refs/remotes/${remote}/topic`, 'HEAD');
        }
        const { notices } = await opened(workspace);
        const how =
          remote === undefined
            ? 'name one with --base'
            : `run git fetch ${remote} HEAD:refs/remotes/${remote}/HEAD first, or name one with --base`;
        assert.deepEqual(notices, [
          `No branch to compare with was found, so only migrations that are not committed count as new; ${how}.`,
        ]);
        await assert.rejects(openProjects([], { cwd: workspace.folder, ci: ciFacts({ CI: 'true' }) }), {
          name: 'HumanError',
          message: /^The default branch is not in this clone, so nothing tells which migrations are new\./,
        });
      }
    }),
  );

  it(
    'is the only one of a whole repository, whatever it is called, which is said',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('branch', '--quiet', '--move', 'main', 'whatever');
      const said = /^whatever is the only branch here, so what it has counts as already merged\./;
      assert.match((await opened(workspace)).notices.join(), said);
      workspace.git('update-ref', 'refs/remotes/origin/whatever', first);
      addModel(workspace, '2_b', 'A', 'B');
      const { source, notices } = await opened(workspace);
      assert.equal(source.history?.base, first);
      assert.match(notices.join(), said);
    }),
  );
});
