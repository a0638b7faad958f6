import assert from 'node:assert/strict';
import fs from 'node:fs';
import { z } from 'zod';
import { pretty } from '../../../src/cli/commands/lint/formats/pretty';
import { problemMatcher } from '../../../src/editor/ids';
import { addTags, aFinding, aReport, cwd } from '../cli/commands/lint/reports';

const property = z.int().optional();
const { contributes } = z
  .object({
    contributes: z.object({
      problemMatchers: z.array(
        z.object({
          name: z.string(),
          pattern: z.array(
            z.object({
              regexp: z.string(),
              ...{ file: property, line: property, column: property },
              ...{ severity: property, code: property, message: property },
            }),
          ),
        }),
      ),
    }),
  })
  .parse(JSON.parse(fs.readFileSync('package.json', 'utf8')));

const matcher = contributes.problemMatchers.find(({ name }) => `$${name}` === problemMatcher);

/** The problems that VS Code makes of an output: it looks for lines that match the patterns in their order. */
function problemsIn(output: string): Record<string, string>[] {
  const patterns = matcher?.pattern ?? [];
  const lines = output.split('\n');
  const problems: Record<string, string>[] = [];
  for (let at = 0; at + patterns.length <= lines.length; at++) {
    const matches = patterns.map(({ regexp }, index) => new RegExp(regexp).exec(lines[at + index] ?? ''));
    if (matches.includes(null)) continue;
    const problem: Record<string, string> = {};
    patterns.forEach((pattern, index) => {
      for (const [name, group] of Object.entries(pattern)) {
        if (typeof group === 'string') continue;
        const text = matches[index]?.[group ?? 0] ?? 'undefined';
        problem[name] = problem[name] === undefined ? text : `${problem[name]} ${text}`;
      }
    });
    problems.push(problem);
    at += patterns.length - 1;
  }
  return problems;
}

describe('the problem matcher', () => {
  const second = aFinding({ severity: 'warning', rule: 'rename-protected-index' });
  const report = aReport({ findings: [aFinding(), second] });
  const position = { file: addTags, line: '2', column: '12' };

  for (const width of [60, 80, 120]) {
    it(`makes a problem of each finding, in ${width} columns`, () => {
      const problems = problemsIn(pretty([report], { cwd, width, color: false }));
      const messages = problems.map(({ message = '' }) => message);
      assert.deepEqual(problems, [
        { ...position, severity: 'error', code: 'drop-protected-index', message: messages[0] },
        { ...position, severity: 'warning', code: 'rename-protected-index', message: messages[1] },
      ]);
      for (const message of messages) {
        assert.match(
          message,
          /^Drops idx_memories_embedding, an ivfflat index on memories\.embedding that Prisma/,
        );
        assert.doesNotMatch(message, /Keep it|deliberate|undefined/);
      }
    });
  }

  it('does not read the way to fix it as part of the message', () => {
    const brief = aReport({ findings: [aFinding({ why: '' })] });
    const [problem] = problemsIn(pretty([brief], { cwd, width: 120, color: false }));
    assert.match(problem?.['message'] ?? '', /that Prisma cannot see\. $/);
  });
});
