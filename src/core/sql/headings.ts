import type { Comment } from './scan';
import { commentedOutLines, standsFor } from './stand-ins';
import type { Statement } from './statements';

/** The text of a comment line without its dashes. */
export function commentText(text: string, comment: Comment): string {
  const source = text.slice(comment.start, comment.end);
  return comment.kind === 'line' ? source.slice(2).trim() : source.replace(/^\/\*|\*\/$/g, '').trim();
}

/** A comment with the verb of the statement that it stands for. */
interface StandIn {
  readonly comment: Comment;
  readonly content: string;
  readonly instead: string | undefined;
}

/** The comments before a statement, last first; the lines of a statement that is commented out are one. */
function standInsOf(text: string, leading: readonly Comment[]): readonly StandIn[] {
  const contents = leading.map((comment) => commentText(text, comment));
  const found: StandIn[] = [];
  for (let at = 0; at < leading.length; at++) {
    const comment = leading[at];
    const content = contents[at] ?? '';
    const lines = commentedOutLines(content);
    const firstWord = lines > 0 ? /^\w+/.exec(contents[at + 1] ?? '')?.[0].toLowerCase() : undefined;
    if (comment) found.push({ comment, content, instead: firstWord ?? standsFor(content) });
    at += lines;
  }
  return found.reverse();
}

/**
 * The heading among the comments before a statement; `none` where something else between ends what a heading covers: a
 * person's comment, or one that stands for a statement of another kind.
 */
function headingAmong(
  text: string,
  leading: readonly StandIn[],
  heading: string,
  verb: string,
): Comment | 'none' | undefined {
  let othersFollow = false;
  let apart = false;
  let below: Comment | undefined;
  for (const { comment, content, instead } of leading) {
    // Above a blank line and a person's comment stands the heading of something that is gone.
    apart ||= othersFollow && /\n[ \t]*\r?\n/.test(text.slice(comment.end, below?.start));
    below = comment;
    if (comment.kind === 'line' && content === heading) return apart ? 'none' : comment;
    if (content.startsWith('migration-guard-ignore')) continue;
    if (instead === undefined) othersFollow = true;
    // What is above it belonged to the statement that was left out.
    else if (othersFollow || instead !== verb) return 'none';
  }
  return othersFollow ? 'none' : undefined;
}

/** What is known of a script's headings. */
interface Headings {
  /** By statement. */
  readonly leading: readonly (readonly StandIn[])[];
  /** By heading, then by statement. */
  readonly byHeading: Map<string, readonly (Comment | undefined)[]>;
}

const known = new WeakMap<readonly Statement[], Headings>();

/** Each comment is read once: there are many kinds of headings. */
function readHeadings(text: string, statements: readonly Statement[]): Headings {
  const leading = statements.map((statement) => standInsOf(text, statement.leading));
  return { leading, byHeading: new Map() };
}

/** The heading of every statement, in one pass: a large file asks for each of them. */
function headingsOf(
  text: string,
  statements: readonly Statement[],
  { leading }: Pick<Headings, 'leading'>,
  heading: string,
): readonly (Comment | undefined)[] {
  const headings: (Comment | undefined)[] = [];
  let current: Comment | undefined;
  let verbBefore = '';
  for (const statement of statements) {
    const { verb, index } = statement;
    const own = headingAmong(text, leading[index] ?? [], heading, verb);
    if (own !== undefined) current = own === 'none' ? undefined : own;
    else if (verb !== verbBefore) current = undefined;
    verbBefore = verb;
    headings.push(current);
  }
  return headings;
}

/**
 * The comment line with which Prisma heads a generated statement (`-- DropIndex`), or undefined. One heading may cover
 * several statements of one kind that follow each other without a comment between them.
 */
export function headingOf(
  text: string,
  statements: readonly Statement[],
  statement: Statement,
  heading: string,
): Comment | undefined {
  const own = known.get(statements) ?? readHeadings(text, statements);
  known.set(statements, own);
  const headings = own.byHeading.get(heading) ?? headingsOf(text, statements, own, heading);
  own.byHeading.set(heading, headings);
  return headings[statement.index];
}
