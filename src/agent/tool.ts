import type * as z from 'zod/mini';

/** One of our commands, as a tool runs it. */
export interface CommandCall {
  readonly command: 'check-drift' | 'explain' | 'fix-drift' | 'lint' | 'restore' | 'safe-migrate' | 'status';
  readonly options: readonly string[];
  /** What comes behind `--`, so that nothing in it counts as an option. */
  readonly names?: readonly string[] | undefined;
  /** What is shown meanwhile. */
  readonly doing: string;
}

/** What it left behind. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of our commands on the project at hand. @throws HumanError where it was stopped or did not end in time */
export type RunCommand = (call: CommandCall) => Promise<CommandResult>;

export const toolNames = ['status', 'lint', 'explain_index', 'safe_migrate', 'fix_drift', 'restore'] as const;
export type ToolName = (typeof toolNames)[number];

/** What to do now, in the order in which it is to be done: a call of a tool, a command, or something for a person. */
export type NextStep =
  | { readonly tool: ToolName; readonly arguments: Readonly<Record<string, unknown>>; readonly why: string }
  | { readonly command: string; readonly why: string }
  | { readonly person: string };

/** What an agent gets. */
export interface Answer {
  /** What is the case, in a few sentences. */
  readonly summary: string;
  readonly next: readonly NextStep[];
  /** Of the command's JSON report what the next step needs. */
  readonly report: unknown;
  /** Whether it could not be done. */
  readonly failed?: boolean;
}

/** What a tool is given, once its schema has read it. */
export type ToolInput = Readonly<Record<string, unknown>>;

/** A tool that a coding agent gets. */
export interface AgentTool<Schema extends z.ZodMiniObject = z.ZodMiniObject> {
  readonly name: ToolName;
  /** As a person reads it in a list. */
  readonly title: string;
  /** What a model reads to choose between them: when to use it, and what it never does. */
  readonly description: string;
  readonly input: Schema;
  /** Of one that writes, what a person is asked before; undefined for one that only reads. */
  readonly question?: ((input: z.output<Schema>) => string) | undefined;
  /** Whether there is anything to ask about: the answer where there is not. It only reads. */
  readonly beforeAsking?:
    ((input: z.output<Schema>, command: RunCommand) => Promise<Answer | undefined>) | undefined;
  /** Whether it asks a database or runs Prisma, both of which load code of the project. */
  readonly runsProjectCode: boolean;
  readonly run: (input: z.output<Schema>, command: RunCommand) => Promise<Answer>;
}

/** Keeps a tool's input and what it does with it together. What it is given has been read by that very schema. */
export function tool<Schema extends z.ZodMiniObject>(described: AgentTool<Schema>): AgentTool {
  return described;
}
