import assert from 'node:assert/strict';
import fs from 'node:fs';
import { z } from 'zod';
import { bundleOf, codeStrings, stringsIn } from '../../tools/l10n-strings';

/** What reads the same in both languages, and is meant to. */
const sameInGerman = new Set([
  'Migration Guard',
  '{0} in {1} ({2})',
  'This', // Begins a sentence that the command line says too, which is in English everywhere.
]);

function messagesIn(file: string): Record<string, string> {
  return z.record(z.string(), z.string()).parse(JSON.parse(fs.readFileSync(file, 'utf8')));
}

/** The parts of a text that a translation must leave alone: placeholders, targets of links, code. */
function fixedParts(text: string): string[] {
  return [...text.matchAll(/\{\d+\}|\]\([^)]*\)|`+[^`]*`+|\$\([a-z-]+\)/g)].map(([part]) => part).sort();
}

function placeholders(text: string): Set<string> {
  return new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, number]) => number!));
}

describe('the strings of the code', () => {
  const strings = codeStrings('src');

  it('are all in the English bundle, which has no others (npm run l10n)', () => {
    assert.deepEqual(messagesIn('l10n/bundle.l10n.json'), bundleOf(strings));
  });

  it('are given as many values as they have placeholders', () => {
    const wrong = strings.filter(({ text, values }) => {
      const numbers = placeholders(text);
      return (
        numbers.size !== values ||
        Array.from({ length: values }, (_, at) => numbers.has(`${at}`)).includes(false)
      );
    });
    assert.deepEqual(wrong, []);
  });

  it('are found wherever they stand, and refused where they are made of parts', () => {
    const text = "const one = vscode.l10n.t('a {0}', x);\nshow(vscode.l10n.t(`b`), vscode.l10n.t(\n'c'));";
    assert.deepEqual(stringsIn('file.ts', text), [
      { text: 'a {0}', values: 1, location: 'file.ts:1' },
      { text: 'b', values: 0, location: 'file.ts:2' },
      { text: 'c', values: 0, location: 'file.ts:2' },
    ]);
    assert.throws(() => stringsIn('file.ts', "vscode.l10n.t('a' + b)"), /file\.ts:1: .* must be a string/);
  });
});

const translations = [
  ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.de.json'],
  ['package.nls.json', 'package.nls.de.json'],
] as const;

for (const [source, file] of translations) {
  describe(file, () => {
    const english = messagesIn(source);
    const german = messagesIn(file);

    it('translates every string, and no others', () => {
      assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort());
    });

    it('says nothing in English', () => {
      const same = Object.entries(german).filter(
        ([key, text]) => text.trim() === '' || (text === english[key] && !sameInGerman.has(text)),
      );
      assert.deepEqual(same, []);
    });

    it('keeps placeholders, links, icons and code as they are', () => {
      for (const [key, text] of Object.entries(german)) {
        assert.deepEqual(fixedParts(text), fixedParts(english[key] ?? ''), key);
      }
    });
  });
}
