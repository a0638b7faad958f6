import { largestOf } from '../extremes';

/**
 * Text of a project, such as names, descriptions and SQL, on its way into what an agent reads as instructions: it must stay
 * what it is, data on one line. So it is written as code, which nothing in it can end, and without characters that nobody sees.
 */

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu;

/** The text on one line, cut where it is long, as code in Markdown. */
export function codeText(text: string, most = 160): string {
  const line = text.replaceAll(unseen, ' ').trim();
  const kept = line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
  const runs = [...kept.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(largestOf([0, ...runs]) + 1);
  // One blank at both ends belongs to the fence.
  const gap = kept.startsWith('`') || kept.endsWith('`') || kept === '' ? ' ' : '';
  return `${fence}${gap}${kept}${gap}${fence}`;
}

/** A command with words of the project in it, such as its path. */
export function commandText(command: string): string {
  return codeText(command, 1000);
}

/** Whether codeText leaves all of it as it is, so that it may be copied. */
export function isCopyable(text: string, most: number): boolean {
  return text.length <= most && text.replaceAll(unseen, ' ').trim() === text;
}

/** A sentence of ours with names of the project in it: as it is where nothing in it means something in Markdown. */
export function sentenceText(text: string): string {
  return /^[\w .,:;()…'’-]*$/.test(text) ? text : codeText(text, 300);
}
