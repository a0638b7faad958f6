import type { Ran } from '../../../helpers/cli';
import type { Called, McpSession } from '../../../helpers/mcp-client';
import type { NextStep, ToolName } from '../../../../src/agent/tool';
import type { Place, State } from './setting';

/** What an agent did that only does what it is told, and what it was told first. */
export interface Followed {
  readonly first: string;
  readonly steps: readonly string[];
  /** Everything that it read, for whoever wants to know how it came to that. */
  readonly story: string;
}

const most = 12;

/**
 * Does what the tools' answers name, in their order: calls the tool, runs the command as it is printed, or asks the person.
 * When an answer has nothing more to do, `status` is asked again, and the end is where that and `lint` have nothing left.
 *
 * @throws Error where that does not come to an end
 */
export async function followAnswers(session: McpSession, place: Place, state: State): Promise<Followed> {
  const agent = new Follower(session, place, state);
  try {
    return await agent.run();
  } catch (error) {
    throw new Error(`${String(error)}\n\nWhat happened:\n${agent.story()}`, { cause: error });
  }
}

class Follower {
  readonly #session: McpSession;
  readonly #place: Place;
  readonly #state: State;
  readonly #steps: string[] = [];
  readonly #told: string[] = [];
  readonly #seen = new Set<string>();

  constructor(session: McpSession, place: Place, state: State) {
    this.#session = session;
    this.#place = place;
    this.#state = state;
  }

  story(): string {
    return this.#told.join('\n');
  }

  async run(): Promise<Followed> {
    const { tool, given } = this.#state.begin;
    const begun = await this.#call(tool, given);
    let todo = begun.next;
    for (;;) {
      const [step, ...later] = todo;
      if (step !== undefined) {
        if (this.#steps.length >= most) throw new Error(`More than ${most} steps.`);
        todo = (await this.#take(step)) ?? later;
        continue;
      }
      const open =
        (await this.#stillOpen('status', { schema: this.#state.schema ?? false })) ??
        (await this.#stillOpen('lint'));
      if (open === undefined) break;
      todo = open;
    }
    return { first: begun.text, steps: this.#steps, story: this.story() };
  }

  /**
   * @returns what is to be done by what that tool says now; undefined for nothing
   * @throws Error where it says the same as before: what it named has not helped
   */
  async #stillOpen(
    tool: 'status' | 'lint',
    given: Readonly<Record<string, unknown>> = {},
  ): Promise<readonly NextStep[] | undefined> {
    const { text, next } = await this.#call(tool, given);
    if (isQuiet(text)) return undefined;
    if (this.#seen.has(text)) throw new Error('The same answer came again: what it named did not help.');
    this.#seen.add(text);
    return next;
  }

  /** @returns what to do instead of the rest, where the answer says so */
  async #take(step: NextStep): Promise<readonly NextStep[] | undefined> {
    if ('person' in step) {
      this.#steps.push(`person: ${step.person}`);
      this.#told.push(`>> PERSON ${step.person}`);
      if (!this.#state.person) throw new Error(`Nobody is there to: ${step.person}`);
      await this.#state.person(this.#place, step.person);
      return undefined;
    }
    if ('command' in step) {
      await this.#runCommand(step.command);
      return undefined;
    }
    this.#steps.push(step.tool);
    const { text, next } = await this.#call(step.tool, step.arguments);
    if (isQuiet(text)) return [];
    // What explain_index says is to be known; it is no way on.
    return step.tool === 'explain_index' || next.length === 0 ? undefined : next;
  }

  async #call(tool: ToolName, given: Readonly<Record<string, unknown>> = {}): Promise<Called> {
    const called = await this.#session.call(tool, given);
    this.#told.push(`>> ${tool} ${JSON.stringify(given)}`, called.text, JSON.stringify(called.report));
    return called;
  }

  async #runCommand(command: string): Promise<void> {
    this.#steps.push(command);
    const ran = await this.#paste(command);
    if (/nobody can be asked here/.test(ran.stderr)) await this.#paste(`${command} --yes`);
  }

  async #paste(command: string): Promise<Ran> {
    const ran = await this.#place.paste(command);
    this.#told.push(`>> $ ${command}`, `${ran.stdout}${ran.stderr}`, `exit ${ran.exitCode}`);
    return ran;
  }
}

/** What status and lint say where nothing is to be done. */
function isQuiet(text: string): boolean {
  return /Nothing needs attention\.|no error and no warning/.test(text);
}

/** The commands that a person is told, and that fit, in their order. */
export function toldCommands(told: string, pattern: RegExp): string[] {
  const commands = [...told.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command);
  const fitting = commands.filter((one) => pattern.test(one));
  if (fitting.length === 0) throw new Error(`No command was told that fits ${String(pattern)}: ${told}`);
  return fitting;
}
