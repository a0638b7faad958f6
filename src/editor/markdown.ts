/**
 * Text as Markdown that shows just it, on one line. MarkdownString's own appendText makes every space one at which no
 * line breaks.
 */
export function asMarkdown(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/[\\`*_{}[\]()#+\-.!>|~$]/g, '\\$&')
      // Else an address becomes a link by itself.
      .replace(/:\/\//g, '&#58;//')
  );
}
