import path from 'node:path';
import * as z from 'zod/mini';
import { answerData, answerText } from '../../agent/answer-text';
import { runTool, type ToolContext } from '../../agent/run-tool';
import type { ToolInput, ToolName } from '../../agent/tool';
import { agentTools } from '../../agent/tools';

/** What a model gets. */
export interface ToolAnswer {
  /** What is the case and what to do next. */
  readonly text: string;
  /** The same as JSON, with the report. */
  readonly json: string;
}

export interface ToolRunner {
  /** Never rejects for what a person or a model can mend: that is an answer, too. */
  readonly run: (name: ToolName, given: ToolInput, context: Omit<ToolContext, 'cli'>) => Promise<ToolAnswer>;
}

/** Runs tools by the command line that ships beside this bundle. */
export function createToolRunner(): ToolRunner {
  const cli = path.join(__dirname, 'cli.js');
  return {
    run: async (name, given, context) => {
      const tool = agentTools.find((one) => one.name === name);
      if (!tool) throw new Error(`There is no tool ${name}`);
      const read = z.safeParse(tool.input, given);
      if (!read.success) {
        const why = read.error.issues
          .map(({ path: at, message }) => `${at.join('.')}: ${message}`)
          .join('; ');
        return { text: `The input of ${name} is not as its schema says: ${why}.`, json: '{}' };
      }
      const answer = await runTool(tool, read.data, { ...context, cli });
      return { text: answerText(answer), json: JSON.stringify(answerData(answer)) };
    },
  };
}
