import type { Decision } from './dangers';

/** Who calls us before a command runs. */
export type Agent = 'claude' | 'codex' | 'copilot' | 'cursor' | 'gemini';

/** What stands in the JSON that an agent gives to a hook. */
export type HookInput =
  | {
      readonly kind: 'command';
      readonly agent: Agent;
      readonly command: string;
      readonly folder: string | undefined;
    }
  /** It is about a command, which is not there. */
  | { readonly kind: 'unreadable'; readonly agent: Agent }
  /** About something else, or nothing that an agent says. */
  | { readonly kind: 'other' };

type Json = Readonly<Record<string, unknown>>;

const other: HookInput = { kind: 'other' };
const shellTool = /^(?:bash|shell|powershell|run_in_terminal|run_shell_command|local_shell)$/i;

/** Reads what an agent gives to a hook. Never throws. */
export function readHook(text: string): HookInput {
  const input = recordOf(parsed(text));
  if (!input) return other;
  const event = input['hook_event_name'];
  if (event === 'PreToolUse') {
    return ofTool(
      'turn_id' in input || 'model' in input ? 'codex' : 'claude',
      input,
      input['tool_name'],
      input['tool_input'],
    );
  }
  if (event === 'BeforeTool') return ofTool('gemini', input, input['tool_name'], input['tool_input']);
  if (event === 'beforeShellExecution') return ofCommand('cursor', input, input['command']);
  if (event !== undefined) return other;
  if ('toolName' in input) return ofTool('copilot', input, input['toolName'], input['toolArgs']);
  return 'command' in input && 'cwd' in input ? ofCommand('cursor', input, input['command']) : other;
}

/** @param given an object, or its JSON */
function ofTool(agent: Agent, input: Json, tool: unknown, given: unknown): HookInput {
  if (typeof tool !== 'string' || !shellTool.test(tool)) return other;
  const args = recordOf(typeof given === 'string' ? parsed(given) : given);
  return ofCommand(agent, input, args?.['command']);
}

function ofCommand(agent: Agent, input: Json, command: unknown): HookInput {
  if (typeof command !== 'string') return { kind: 'unreadable', agent };
  const [root] = Array.isArray(input['workspace_roots']) ? (input['workspace_roots'] as unknown[]) : [];
  const folder = [input['cwd'], root].find((one): one is string => typeof one === 'string' && one !== '');
  return { kind: 'command', agent, command, folder };
}

/** These take no "ask", and would run the command: there the agent has to ask the person itself. */
const cannotAsk: ReadonlySet<Agent> = new Set(['codex', 'gemini']);

/** What an agent wants to read on stdout; empty where its own permissions are to decide. */
export function hookAnswer(agent: Agent, decision: Decision, reason: string): string {
  if (decision === 'allow') return '';
  const isDenied = decision === 'deny' || cannotAsk.has(agent);
  const said = decision === 'ask' && isDenied ? `${reason} Ask the person to run it.` : reason;
  return JSON.stringify(answerOf(agent, isDenied ? 'deny' : 'ask', said));
}

function answerOf(agent: Agent, decision: 'ask' | 'deny', reason: string): Json {
  switch (agent) {
    case 'claude':
    case 'codex':
      return {
        hookSpecificOutput: {
          hookEventName: 'PreToolUse',
          permissionDecision: decision,
          permissionDecisionReason: reason,
        },
      };
    case 'copilot':
      return { permissionDecision: decision, permissionDecisionReason: reason };
    case 'cursor':
      return { permission: decision, user_message: reason, agent_message: reason };
    case 'gemini':
      return { decision: 'deny', reason };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
