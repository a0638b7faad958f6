import assert from 'node:assert/strict';
import fs from 'node:fs';
import { generalSkill } from '../../../tools/general-skill';

describe('the skill for any project', () => {
  it('is up to date: skills/migration-guard/SKILL.md (npm run skill)', () => {
    assert.equal(fs.readFileSync('skills/migration-guard/SKILL.md', 'utf8'), generalSkill());
  });
});
