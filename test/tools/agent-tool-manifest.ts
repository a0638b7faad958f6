import * as z from 'zod/mini';
import { agentTools } from '../../src/agent/tools';
import { toolId } from '../../src/editor/agents/tool-id';

/** What package.json says of the tools, from their one description: `contributes.languageModelTools`. */
export function languageModelTools(): readonly object[] {
  return agentTools.map(({ name, description, input }) => ({
    name: toolId(name),
    toolReferenceName: toolId(name).replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    displayName: `%agentTools.${name}.title%`,
    userDescription: `%agentTools.${name}.description%`,
    modelDescription: description,
    canBeReferencedInPrompt: true,
    tags: ['prisma', 'postgresql', 'migrations'],
    icon: '$(shield)',
    // VS Code says itself which JSON Schema that is.
    inputSchema: { ...z.toJSONSchema(input, { target: 'draft-7' }), $schema: undefined },
  }));
}
