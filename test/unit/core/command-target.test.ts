import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { sentence } from '../../../src/cli/output/printable';
import { wrap } from '../../../src/cli/output/wrap';
import { gitCommand, ownCommand, prismaCommand } from '../../../src/core/command-target';
import { shellWord } from '../../../src/core/shell-word';

describe('a command that is printed', () => {
  it('names its environment, or the variable with the URL, and its project', () => {
    assert.equal(ownCommand('status', { environment: 'local' }), 'migration-guard status');
    assert.equal(
      ownCommand('restore', { environment: 'dev', project: 'apps/my api' }, 'by_owner'),
      'migration-guard restore --env dev --project "apps/my api" by_owner',
    );
    assert.equal(
      ownCommand('check-drift', { environment: 'local', urlVariable: 'MONITOR_URL' }, '--schema'),
      'migration-guard check-drift --url-env MONITOR_URL --schema',
    );
    assert.equal(ownCommand('lint', { environment: 'dev' }, '--settled'), 'migration-guard lint --settled');
  });

  // Mutation: `prisma migrate resolve` by itself, which marks the local database.
  it('of Prisma goes through run, in the project’s own folder', () => {
    const resolve = ['migrate', 'resolve', '--applied', '1_a'];
    assert.equal(
      prismaCommand({ environment: 'dev', folder: 'apps/api', project: 'apps/api' }, ...resolve),
      'cd apps/api && migration-guard run --env dev -- npx prisma migrate resolve --applied 1_a',
    );
    assert.equal(
      prismaCommand({ environment: 'local', prisma: ['yarn', 'prisma'] }, ...resolve),
      'migration-guard run -- yarn prisma migrate resolve --applied 1_a',
    );
  });

  it('of git names the repository where it is printed outside of it', () => {
    assert.equal(gitCommand(undefined, 'show', 'HEAD:a b'), 'git show "HEAD:a b"');
    assert.equal(gitCommand('../app', 'fetch', '--all'), 'git -C ../app fetch --all');
  });

  it('has each name as one word for a shell, whatever is in it', () => {
    for (const name of [
      'a',
      'a b',
      "it's",
      '$(id)',
      '`id`',
      '~',
      '=ls',
      'a;b',
      'a"b',
      'ä',
      '*',
      '<a>',
      'a\\b',
      'a!b',
      'a%b% c',
      'a“b',
      'a^b',
      'it\'s a `b` "c"',
    ]) {
      if (name === '<a>') continue;
      const [shown] = execFileSync('sh', ['-c', `printf '%s|' ${shellWord(name)}`], {
        encoding: 'utf8',
      }).split('|');
      assert.equal(shown, name);
    }
    assert.equal(shellWord('<migration>'), '<migration>');
  });

  // Catches: single quotes, which cmd passes on as a part of the word; a caret, which it takes out.
  it('means the same to cmd and PowerShell where the name allows it', () => {
    for (const name of ['a b', "it's", 'a;b', 'abc^:prisma', '(shop)', 'ä & ö', '[app]', '']) {
      assert.equal(shellWord(name), `"${name}"`);
    }
    for (const name of ['a$b', 'a`b', 'a"b', 'a\\b', 'a!b', 'a %b%'])
      assert.equal(shellWord(name), `'${name}'`);
  });

  // Mutation: a wrap that breaks at every space, so that a pasted command is two.
  it('stays on one line, whatever the width, and has no full stop behind it', () => {
    const command = ownCommand(
      'restore',
      { environment: 'staging' },
      'an index',
      '--confirm-drop',
      'an index',
    );
    const text = `If that is right: ${command} and then look again at what it says.`;
    assert.ok(wrap(text, 40).includes(command), wrap(text, 40).join('\n'));
    assert.deepEqual(wrap(`Do this: ${command}.`, 200), [`Do this: ${command}.`]);
    assert.equal(sentence(`do this: ${command}`), `do this: ${command}`);
    assert.equal(sentence(`${command} shows how`), `${command} shows how.`);
    assert.equal(sentence('done.'), 'done.');
  });
});
