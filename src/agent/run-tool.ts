import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { runProgram } from '../adapters/process/run-program';
import type { Variables } from '../adapters/process/variables';
import { usualEnvironment } from '../core/command-target';
import { refuseProduction } from '../core/config/production-refusal';
import { HumanError, isHumanError } from '../core/human-error';
import { failure } from './report';
import type { AgentTool, Answer, CommandCall, CommandResult, RunCommand, ToolInput } from './tool';
import { chooseProject, type ChosenProject, type Root } from './workspace';

/** What a tool is run with. */
export interface ToolContext {
  readonly roots: readonly Root[];
  /** The absolute path of the command line's bundle. */
  readonly cli: string;
  /** The variables of the process that is to ask the database of an environment. */
  readonly variables: (project: ChosenProject, environment: string) => Promise<Variables>;
  readonly signal: AbortSignal;
  /** Shows what is going on, in a few words. */
  readonly progress: (doing: string) => void;
}

/** How long one command may take: Prisma has two minutes of them, and tries a history on the embedded database. */
const timeoutMs = 10 * 60_000;

/** In which a command that is to stop takes away what it has begun. */
const killAfterMs = 5000;

/** Finds the tool's project, and refuses what may not run there. @throws HumanError which says what to do */
async function projectFor(tool: AgentTool, given: ToolInput, roots: readonly Root[]): Promise<ChosenProject> {
  const { project } = given;
  const chosen = await chooseProject(roots, typeof project === 'string' ? project : undefined);
  if (!tool.runsProjectCode || chosen.root.isTrusted) return chosen;
  throw new HumanError(
    `${tool.name} would run code of the project, and ${chosen.root.folder} is not trusted: only lint and explain_index work there. A person can trust it: open it as a trusted folder, or start the server with --root ${chosen.root.folder}.`,
  );
}

/**
 * Runs a tool: our own command line, in a process of its own, so that what it needs ends with it and nothing that it
 * prints gets in between. Never rejects for what somebody can mend: what goes wrong is an answer, too.
 *
 * @param given has been read by the tool's own schema
 */
export function runTool(tool: AgentTool, given: ToolInput, context: ToolContext): Promise<Answer> {
  return inProject(tool, given, context, (command) => tool.run(given, command));
}

/** What a tool that writes answers before anybody is asked: undefined where there is something to ask about. */
export function answerBeforeAsking(
  tool: AgentTool,
  given: ToolInput,
  context: ToolContext,
): Promise<Answer | undefined> {
  return inProject(tool, given, context, async (command) => await tool.beforeAsking?.(given, command));
}

async function inProject<Result>(
  tool: AgentTool,
  given: ToolInput,
  context: ToolContext,
  body: (command: RunCommand) => Promise<Result>,
): Promise<Result | Answer> {
  try {
    const project = await projectFor(tool, given, context.roots);
    const { environment } = given;
    const variables = await context.variables(
      project,
      typeof environment === 'string' ? environment : usualEnvironment,
    );
    return await body((call) => runCommand(call, project, variables, context));
  } catch (error) {
    if (isHumanError(error)) return failure(error.message);
    throw error;
  }
}

async function runCommand(
  { command, options, names = [], doing }: CommandCall,
  { root, name }: ChosenProject,
  variables: Variables,
  { cli, signal, progress }: ToolContext,
): Promise<CommandResult> {
  progress(`${doing}…`);
  const complaints = lineReader((line) => progress(line.replace(/^migration-guard: /, '')));
  const project = name === undefined ? [] : ['--project', name];
  const args = [cli, command, ...options, ...project, ...(names.length > 0 ? ['--', ...names] : [])];
  const result = await runProgram(process.execPath, args, {
    cwd: root.folder,
    // Inside VS Code the executable is VS Code itself.
    env: { ...variables, ...refuseProduction, ELECTRON_RUN_AS_NODE: '1' },
    ...{ stdin: 'ignore', stdout: 'collect', stderr: complaints.stream },
    ...{ timeoutMs, stop: signal, onStop: 'terminate', killAfterMs, leftoverMs: 500 },
  });
  if (signal.aborted) throw new HumanError(`${command} was cancelled.`);
  if (result.kind === 'ended') {
    return { exitCode: result.code, stdout: result.stdout, stderr: complaints.text() };
  }
  throw new HumanError(
    result.kind === 'timed-out'
      ? `${command} took more than ${timeoutMs / 60_000} minutes and was ended.`
      : `${command} could not be run to its end (${result.kind}).`,
  );
}

/** Keeps what is written, and hands each line on. */
function lineReader(onLine: (line: string) => void): {
  readonly stream: Writable;
  readonly text: () => string;
} {
  const decoder = new StringDecoder();
  let all = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const text = decoder.write(chunk);
      all += text;
      for (const line of text.split('\n')) if (line.trim() !== '') onLine(line.trim());
      done();
    },
  });
  return { stream, text: () => all };
}
