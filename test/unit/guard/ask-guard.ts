import { declareGuard } from '../../../src/cli/commands/guard';
import { runProgram } from '../../../src/cli/program';
import { startedBy } from '../../../src/core/command-target';
import { captureContext } from '../../helpers/cli-here';

export interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Gives a text to the command as a hook would, in this process. */
export async function giveToGuard(
  folder: string,
  stdin: string,
  args: readonly string[] = [],
): Promise<Answer> {
  const { context, written } = captureContext(folder, { stdin });
  try {
    const exitCode = await runProgram(['guard', ...args], context, { guard: declareGuard });
    return { exitCode, ...written };
  } finally {
    // It advises npx, whoever has started it; other tests go on in this process.
    startedBy('migration-guard');
  }
}

/** What Claude Code says before a command. */
export function claudeInput(command: unknown, cwd: string): string {
  const base = { session_id: 'a', transcript_path: '/tmp/a.jsonl', permission_mode: 'default' };
  return JSON.stringify({
    ...{ ...base, cwd, hook_event_name: 'PreToolUse', tool_name: 'Bash' },
    ...{ tool_input: { command, description: 'Does something' }, tool_use_id: 'toolu_1' },
  });
}

/** The decision that Claude Code gets, and why. */
export function claudeDecision({ stdout }: Answer): readonly [decision: string, reason: string] {
  if (stdout === '') return ['allow', ''];
  const { hookSpecificOutput: said } = JSON.parse(stdout) as {
    hookSpecificOutput: {
      hookEventName: string;
      permissionDecision: string;
      permissionDecisionReason: string;
    };
  };
  return [said.permissionDecision, said.permissionDecisionReason];
}
