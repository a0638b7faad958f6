import { statementText } from '../sql/statement-cursor';
import { readScript, type Statement } from '../sql/statements';
import { commonSequence, gapsAndMatches, isGap } from './common-sequence';
import { tokenStream } from './token-stream';

/** One side of a difference: a statement as it stands in its text. */
export interface DiffStatement {
  /** With its semicolon. */
  readonly text: string;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

/** A statement that only one of two texts has, or that stands in both with other tokens. */
export interface StatementChange {
  readonly kind: 'removed' | 'added' | 'changed';
  readonly before: DiffStatement | undefined;
  readonly now: DiffStatement | undefined;
}

/**
 * The statements in which a migration differs from what it was. Statements with the same tokens are the same, whatever
 * comments and white space are in them or around them.
 */
export function diffStatements(before: string, now: string): StatementChange[] {
  const [was, is] = [statementsOf(before), statementsOf(now)];
  const keys = (side: readonly Side[]): string[] => side.map(({ key }) => key);
  const parts = gapsAndMatches(was, is, commonSequence(keys(was), keys(is)));
  return [...parts].flatMap((part) => (isGap(part) ? changesIn(part.before, part.now) : []));
}

interface Side extends DiffStatement {
  readonly key: string;
  readonly verb: string;
}

function statementsOf(text: string): Side[] {
  let line = 1;
  let at = 0;
  return readScript(text).statements.map((statement) => {
    line += text.slice(at, statement.start).split('\n').length - 1;
    at = statement.start;
    return { text: text.slice(statement.start, statement.end), line, ...keyOf(text, statement) };
  });
}

function keyOf(text: string, statement: Statement): { key: string; verb: string } {
  const own = statementText(text, statement);
  // The semicolon counts: without one, what follows would belong to the statement.
  const key = [...(tokenStream(own) ?? [own]), statement.terminated ? ';' : ''].join('\0');
  return { key, verb: statement.verb };
}

/** In a gap, statements that begin with the same word are taken for one that was changed, in their order. */
function changesIn(before: readonly Side[], now: readonly Side[]): StatementChange[] {
  const changes: StatementChange[] = [];
  const lastOf = new Map(now.map(({ verb }, index) => [verb, index]));
  let next = 0;
  for (const was of before) {
    // Asked first, so that a gap of many thousand statements is gone through once.
    if ((lastOf.get(was.verb) ?? -1) < next) {
      changes.push({ kind: 'removed', before: side(was), now: undefined });
      continue;
    }
    for (let is = now[next]; is && is.verb !== was.verb; is = now[next]) {
      changes.push(addition(is));
      next++;
    }
    const is = now[next];
    if (is) changes.push({ kind: 'changed', before: side(was), now: side(is) });
    next++;
  }
  return [...changes, ...now.slice(next).map(addition)];
}

function addition(added: Side): StatementChange {
  return { kind: 'added', before: undefined, now: side(added) };
}

function side({ text, line }: Side): DiffStatement {
  return { text, line };
}
