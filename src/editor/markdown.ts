/**
 * Words as Markdown that shows just them, on one line. MarkdownString's own appendText makes every space one at which no
 * line breaks.
 */
export function asMarkdown(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_{}[\]()#+\-.!>|~$]/g, '\\$&');
}
