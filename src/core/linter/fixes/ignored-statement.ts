import type { Fix } from '../findings/finding';
import type { IgnorePattern } from '../../protection/drift-ignore';
import type { Change } from '../change/change';
import type { Statement } from '../../sql/statements';
import { commentedOutComment, leftOutComment } from '../../sql/substitute-comments';
import { commentInstead, headingEdit, lineEnding } from './leave-out';

/** A reason that a person gave, as it can stand in a comment line. */
function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

/**
 * Takes a statement out that an entry of `ignorePatterns` does not want: with `remove` one comment line that says why
 * stays in its place, with `comment` its own lines too, as comments.
 *
 * @param heading Prisma's heading of the statement, which goes with it
 */
export function ignoredStatementFix(
  change: Change,
  statement: Statement,
  { action, reason }: IgnorePattern,
  heading: string | undefined,
): Fix | undefined {
  if (change.state === 'settled') return undefined;
  const { text, file } = change.migration;
  const why = reason === undefined ? '' : `: ${inOneLine(reason)}`;
  const newline = lineEnding(text);
  const lines = text.slice(statement.start, statement.end).split(/\r\n|\r|\n/);
  const comment =
    action === 'remove'
      ? leftOutComment(statement.verb, why)
      : [commentedOutComment(lines.length, why), ...lines.map((line) => `-- ${line}`.trimEnd())].join(
          newline,
        );
  return {
    kind: 'keep',
    title: action === 'remove' ? 'Leave this statement out' : 'Turn this statement into a comment',
    preferred: true,
    edits: [
      {
        file,
        edits: [
          ...(heading === undefined ? [] : headingEdit(change, statement, heading)),
          commentInstead(text, statement, comment),
        ],
      },
    ],
  };
}
