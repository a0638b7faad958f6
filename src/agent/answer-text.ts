import type { Answer, NextStep } from './tool';

/** What a model reads first: what is the case, and what to do next. */
export function answerText({ summary, next }: Answer): string {
  return [summary, ...(next.length === 0 ? [] : ['Next:', ...next.map(stepLine)])].join('\n');
}

function stepLine(step: NextStep, at: number): string {
  return `${at + 1}. ${stepText(step)}`;
}

function stepText(step: NextStep): string {
  if ('person' in step) return `Ask the person. ${step.person}`;
  if ('command' in step) return `Run \`${step.command}\`: ${step.why}.`;
  return `Call ${step.tool} with ${JSON.stringify(step.arguments)}: ${step.why}.`;
}

/** The same as data, with the report. */
export function answerData({ summary, next, report }: Answer): Record<string, unknown> {
  return { summary, next, report };
}
