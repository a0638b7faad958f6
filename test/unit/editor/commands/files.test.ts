import assert from 'node:assert/strict';
import fs from 'node:fs';
import { ids } from '../../../../src/editor/ids';

/** The files of the folder that are no command: what all of them are given, and what registers them. */
const others = ['context.ts', 'register-commands.ts'];

function fileOf(command: string): string {
  return `${command.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
}

describe('the commands of the editor', () => {
  // Catches: a command that stands in the file of another, where nobody looks for it.
  it('have a file each that is named after the id', () => {
    const files = fs.readdirSync('src/editor/commands').filter((name) => name.endsWith('.ts'));
    const expected = [...Object.keys(ids.commands).map(fileOf), ...others];
    assert.deepEqual(files.sort(), expected.sort());
  });
});
