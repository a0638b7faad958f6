import assert from 'node:assert/strict';
import fs from 'node:fs';

/** Writes the setting that a sentence advises, word for word, into the file that it names. */
export function writeAdvisedSetting(text: string): void {
  const [, how, file = '', setting = ''] =
    /(write into|add to) (\S+migration-guard\.json): (.*?)\.(?: |$)/m.exec(text.replaceAll('\n', ' ')) ??
    assert.fail(text);
  if (how === 'write into') {
    assert.equal(fs.existsSync(file), false, 'what is there must not be written over');
    fs.writeFileSync(file, setting);
    return;
  }
  const before: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
  const added: unknown = JSON.parse(`{ ${setting} }`);
  fs.writeFileSync(file, JSON.stringify(Object.assign({}, before, added)));
}
