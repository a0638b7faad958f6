import { withBlock } from '../../src/core/agents/marked-block';
import { nameOfSkill, skillBlock, skillHead } from '../../src/core/agents/skill';

/** The skill for any project, which the packages bring. */
export function generalSkill(): string {
  const name = nameOfSkill('');
  const text = withBlock(skillHead(name), name, skillBlock(undefined));
  if (typeof text !== 'string') throw new Error(text.broken);
  return text;
}
