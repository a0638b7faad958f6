import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { inWorkspace, type Workspace } from './workspace';

const script = path.join(__dirname, '../../../test/tools/example.mjs');

/** Runs the body in a copy of examples/memories, a repository in which the newest migration is a draft. */
export function inExample(body: (workspace: Workspace) => Promise<void> | void): () => Promise<void> {
  return inWorkspace(async (workspace) => {
    const copy = `import('${script}').then((m) => m.copyExample(process.argv[1]))`;
    execFileSync(process.execPath, ['--input-type=module', '-e', copy, '--', workspace.folder]);
    await body(workspace);
  });
}
