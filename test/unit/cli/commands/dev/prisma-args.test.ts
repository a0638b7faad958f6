import assert from 'node:assert/strict';
import { readPrismaArgs } from '../../../../../src/cli/commands/dev/prisma-args';

const none = {
  name: undefined,
  createOnly: false,
  skipGenerate: false,
  schema: undefined,
  config: undefined,
};

describe('the arguments that dev takes after --', () => {
  it('are those of prisma migrate dev, in every form in which Prisma takes them', () => {
    assert.deepEqual(readPrismaArgs([]), none);
    assert.deepEqual(readPrismaArgs(['-n', 'a b', '--create-only']), {
      ...none,
      name: 'a b',
      createOnly: true,
    });
    assert.deepEqual(readPrismaArgs(['migrate', 'dev', '--name=a=b', '--skip-generate', '--skip-seed']), {
      ...none,
      name: 'a=b',
      skipGenerate: true,
    });
    assert.deepEqual(readPrismaArgs(['--schema', 'a', '--config=b']), { ...none, schema: 'a', config: 'b' });
  });

  it('are refused with a sentence where they cannot be followed', () => {
    for (const [args, message] of [
      [['--force'], /^--force is not passed on/],
      [['--url', 'x'], /^--url is not passed on: set the variable/],
      [['--create-only=no'], /^--create-only is not known here/],
      [['add_tags'], /^add_tags is not known here\. dev takes --name, /],
      [['--name'], /^--name needs a value\.$/],
      [['--name='], /^--name needs a value\.$/],
    ] as const) {
      assert.throws(() => readPrismaArgs(args), { name: 'HumanError', message });
    }
  });
});
