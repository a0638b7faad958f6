/** Finds where block comments and dollar quotations of one text end. */
export interface QuotationEnds {
  /** The offset behind a block comment that starts at `at`, or -1. PostgreSQL nests them. */
  ofBlockComment(at: number): number;
  /** The offset behind the closing tag (`$$`, `$body$`) of a quotation whose content starts at `at`, or -1. */
  ofDollarQuotation(tag: string, at: number): number;
}

/**
 * What is not closed is looked for up to the end of the text. A half-typed or hostile text may have a hundred thousand
 * of these, so the first one that is found open pays for what is remembered of the others.
 */
export function quotationEnds(text: string): QuotationEnds {
  const comments = new Map<number, number>();
  let lastTags: ReadonlyMap<string, number> | undefined;
  return {
    ofBlockComment: (at) => comments.get(at) ?? walkComment(text, at, comments),
    ofDollarQuotation(tag, at) {
      if (lastTags && (lastTags.get(tag) ?? -1) < at) return -1;
      const close = text.indexOf(tag, at);
      if (close < 0) lastTags ??= lastDollarTags(text);
      return close < 0 ? -1 : close + tag.length;
    },
  };
}

/** Where the comment ends; if it does not, what the comments within it would do by themselves is put into `known`. */
function walkComment(text: string, at: number, known: Map<number, number>): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at + 2;
  const open = [at];
  const closed: (readonly [start: number, end: number])[] = [];
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '/*') {
      open.push(found.index);
      continue;
    }
    const start = open.pop() ?? at;
    if (open.length === 0) return mark.lastIndex;
    closed.push([start, mark.lastIndex]);
  }
  for (const [start, end] of closed) known.set(start, end);
  for (const start of open) known.set(start, -1);
  return -1;
}

/** The offset at which each tag of the text occurs last. The dollar that ends one tag may begin the next. */
function lastDollarTags(text: string): Map<string, number> {
  const tag = /\$(?:[a-z_\x80-\uffff][\w\x80-\uffff]*)?\$/gi;
  const last = new Map<string, number>();
  for (let found = tag.exec(text); found; found = tag.exec(text)) {
    last.set(found[0], found.index);
    tag.lastIndex -= 1;
  }
  return last;
}
