import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import type { State } from '../databases/state';
import { taskType } from '../ids';
import { folderOf, ownTask, workingDirectory } from './own-task';
import { optionIn, readTaskDefinition, type TaskDefinition } from './task-definition';
import { isFilledIn } from './task-variables';
import { whereToRun } from './where-to-run';

/** What can be run for a project without another word; it reads, or asks in its terminal before it writes. */
const commandsOfProject = [
  ...['status', 'check-drift', 'inspect', 'verify', 'predict'],
  ...['safe-migrate', 'dev', 'migrate'],
] as const;

/** Our tasks in *Run Task*, in tasks.json, and where VS Code runs one of them again. */
export function registerTasks(state: Pick<State, 'projects' | 'urls'>): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(taskType, {
    async provideTasks() {
      if (!vscode.workspace.isTrusted) return [];
      const offered = await offeredTasks(state);
      return await Promise.all(
        offered.map(async ({ definition, folder }) =>
          ownTask({ definition, folder, variables: await variablesFor(state, definition, folder) }),
        ),
      );
    },
    async resolveTask(task) {
      const definition = readTaskDefinition(task.definition);
      if (!definition || !vscode.workspace.isTrusted) return undefined;
      const folder = folderOf(task) ?? vscode.workspace.workspaceFolders?.[0];
      const own = await ownTask({
        definition,
        folder,
        variables: await variablesFor(state, definition, folder),
      });
      // VS Code takes the task for the one it asked about only by this very object, and keeps the name it has there.
      const resolved = new vscode.Task(
        task.definition,
        task.scope ?? vscode.TaskScope.Workspace,
        task.name,
        own.source,
        own.execution,
        [],
      );
      resolved.presentationOptions = own.presentationOptions;
      return resolved;
    },
  });
}

interface OfferedTask {
  readonly definition: TaskDefinition;
  readonly folder: vscode.WorkspaceFolder;
}

/** One that lints each folder with a project in it, and some for each project. */
async function offeredTasks({ projects }: Pick<State, 'projects'>): Promise<OfferedTask[]> {
  const lints = new Map<string, OfferedTask>();
  const others: OfferedTask[] = [];
  for (const { root } of await projects.all()) {
    const uri = vscode.Uri.parse(root);
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder || isFilledIn(fileURLToPath(root))) continue;
    lints.set(folder.uri.toString(), { definition: { type: taskType, command: 'lint' }, folder });
    const { projectPath } = whereToRun(uri);
    const args = projectPath === '.' ? {} : { args: [`--project=${projectPath}`] };
    for (const command of commandsOfProject) {
      others.push({ definition: { type: taskType, command, ...args }, folder });
    }
  }
  return [...lints.values(), ...others];
}

/** The database URLs that a person has entered for the environment and the project that a task is about. */
async function variablesFor(
  { projects, urls }: Pick<State, 'projects' | 'urls'>,
  definition: TaskDefinition,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<Readonly<Record<string, string>>> {
  const { args = [] } = definition;
  const cwd = workingDirectory(definition, folder);
  const wanted = path.resolve(cwd, optionIn(args, 'project') ?? '.');
  const all = (await projects.all()).map(({ root }) => ({ root, path: fileURLToPath(root) }));
  const below = all.filter((one) => `${one.path}${path.sep}`.startsWith(`${wanted}${path.sep}`));
  const project = all.find((one) => one.path === wanted) ?? (below.length === 1 ? below[0] : undefined);
  return project ? await urls.variables(project.root, optionIn(args, 'env') ?? 'local') : {};
}
