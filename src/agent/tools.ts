import { explainIndexTool } from './tools/explain-index';
import { fixDriftTool } from './tools/fix-drift';
import { lintTool } from './tools/lint';
import { restoreTool } from './tools/restore';
import { safeMigrateTool } from './tools/safe-migrate';
import { statusTool } from './tools/status';
import type { AgentTool } from './tool';

/** Every tool that a coding agent gets. None can drop, reset or truncate, whatever its arguments. */
export const agentTools: readonly AgentTool[] = [
  statusTool,
  lintTool,
  explainIndexTool,
  safeMigrateTool,
  fixDriftTool,
  restoreTool,
];
