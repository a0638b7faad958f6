import type { Comment } from './scan';
import { commentedOutLines, standsFor } from './substitute-comments';
import type { Statement } from './statements';

/** The text of a comment line without its dashes. */
export function commentText(text: string, comment: Comment): string {
  const source = text.slice(comment.start, comment.end);
  return comment.kind === 'line' ? source.slice(2).trim() : source.replace(/^\/\*|\*\/$/g, '').trim();
}

/** A comment with the verb of the statement that it stands for. */
interface SubstituteComment {
  readonly comment: Comment;
  readonly content: string;
  readonly instead: string | undefined;
}

/** The comments before a statement, last first; the lines of a statement that is commented out are one. */
function substituteCommentsOf(text: string, leading: readonly Comment[]): readonly SubstituteComment[] {
  const contents = leading.map((comment) => commentText(text, comment));
  const found: SubstituteComment[] = [];
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

/** A comment that may be a heading; `none` for one that heads something that is gone. */
interface Heading {
  readonly content: string;
  readonly comment: Comment | 'none';
}

/** What the comments before a statement say of its headings. */
interface Headed {
  readonly headings: readonly Heading[];
  /** No heading that stands further up covers it. */
  readonly isFirst: boolean;
}

/**
 * Reads the comments before a statement, upwards. What a heading covers ends at a person's comment, and at one that
 * stands for a statement of another kind.
 */
function headedBy(text: string, { leading, verb }: Statement): Headed {
  const headings: Heading[] = [];
  let othersFollow = false;
  let apart = false;
  let below: Comment | undefined;
  for (const { comment, content, instead } of substituteCommentsOf(text, leading)) {
    // Above a blank line and a person's comment stands the heading of something that is gone.
    apart ||= othersFollow && /\n[ \t]*\r?\n/.test(text.slice(comment.end, below?.start));
    below = comment;
    // Ours are no headings, and there may be very many under one.
    if (content.startsWith('migration-guard-ignore')) continue;
    const isOurs = content.startsWith('migration-guard');
    if (comment.kind === 'line' && !isOurs) headings.push({ content, comment: apart ? 'none' : comment });
    if (instead === undefined) othersFollow = true;
    // What is above it belonged to the statement that was left out.
    else if (othersFollow || instead !== verb) return { headings, isFirst: true };
  }
  return { headings, isFirst: othersFollow };
}

const noHeadings: readonly Heading[] = [];

/** By the comments before a statement: they stay what they are when the text around them is edited. */
const headedByLeading = new WeakMap<readonly Comment[], Headed>();

const headingsByStatements = new WeakMap<readonly Statement[], readonly (readonly Heading[])[]>();

/** The headings that cover each statement, the nearest first, in one pass: a large file asks for each of them. */
function readHeadings(text: string, statements: readonly Statement[]): readonly (readonly Heading[])[] {
  let current = noHeadings;
  let verbBefore = '';
  return statements.map((statement) => {
    const { leading, verb } = statement;
    if (verb !== verbBefore) current = noHeadings;
    verbBefore = verb;
    if (leading.length > 0) {
      const own = headedByLeading.get(leading) ?? headedBy(text, statement);
      headedByLeading.set(leading, own);
      if (own.isFirst) current = own.headings;
      else if (own.headings.length > 0) current = [...own.headings, ...current];
    }
    return current;
  });
}

/** People and agents add words to Prisma's heading: `-- DropIndex (not in the schema)`. It stays Prisma's. */
function isHeading(content: string, heading: string): boolean {
  return content.startsWith(heading) && !/^\w/.test(content.slice(heading.length));
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
  const headings = headingsByStatements.get(statements) ?? readHeadings(text, statements);
  headingsByStatements.set(statements, headings);
  const nearest = headings[statement.index]?.find(({ content }) => isHeading(content, heading));
  return nearest && nearest.comment !== 'none' ? nearest.comment : undefined;
}

/** The words with which Prisma heads statements. */
const prismaHeading =
  /^(?:(?:Create|Drop|Alter|Rename|Add|Redefine)(?:Index|Table|Tables|Enum|ForeignKey|PrimaryKey|Schema|Extension|Sequence|View|Constraint)|This is an empty migration\.?)(?!\w)/;

/** Whether a comment's text is one that Prisma writes into migrations: a heading, or its warnings about lost data. */
export function isPrismaComment(content: string): boolean {
  return prismaHeading.test(content) || /^\s*\*?\s*Warnings?:/.test(content);
}

/** The headings under which Prisma writes more than one statement of different kinds, between BEGIN and COMMIT. */
const blockHeadings = ['AlterEnum'] as const;

/** What Prisma writes between them; a statement of another kind was put there by a person. */
const blockVerbs: ReadonlySet<string> = new Set(['begin', 'create', 'alter', 'drop', 'commit']);

const blocksByStatements = new WeakMap<readonly Statement[], ReadonlySet<Statement>>();

/** The statements of the blocks that Prisma wrote. A statement with a comment of its own ends what the heading covers. */
function readBlocks(text: string, statements: readonly Statement[]): ReadonlySet<Statement> {
  const inBlocks = new Set<Statement>();
  let isOpen = false;
  for (const statement of statements) {
    if (statement.verb === 'begin') {
      isOpen = blockHeadings.some((heading) => headingOf(text, statements, statement, heading));
    } else if (statement.leading.length > 0 || !blockVerbs.has(statement.verb)) isOpen = false;
    if (isOpen) inBlocks.add(statement);
    if (statement.verb === 'commit') isOpen = false;
  }
  return inBlocks;
}

/**
 * Whether Prisma wrote the statement: it stands under the heading, or in a block from Prisma's heading to COMMIT, as for
 * an enum that loses a value. (Such a block neither makes nor drops an index by its name.)
 */
export function isUnderHeading(
  text: string,
  statements: readonly Statement[],
  statement: Statement,
  heading: string,
): boolean {
  if (headingOf(text, statements, statement, heading)) return true;
  if (heading.endsWith('Index')) return false;
  const blocks = blocksByStatements.get(statements) ?? readBlocks(text, statements);
  blocksByStatements.set(statements, blocks);
  return blocks.has(statement);
}
