import type { ToolName } from '../../agent/tool';

/** By which VS Code knows a tool: it has those of all extensions in one list. */
export function toolId(name: ToolName): string {
  return `migration_guard_${name}`;
}
