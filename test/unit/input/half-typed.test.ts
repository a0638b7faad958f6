import { assertSound, draft, draftText, history, open, trickyText, withDraft } from './projects';

describe('half-typed SQL', () => {
  for (const [what, text] of Object.entries({
    'a real draft': draftText,
    'one with every kind of quotation': trickyText,
  })) {
    it(`is linted at every prefix of ${what}`, async () => {
      const project = await open(history);
      const file = history.at(-1)?.file ?? '';
      for (let end = 0; end <= text.length; end += 1) {
        const edited = { name: draft, file, text: text.slice(0, end) };
        assertSound(await project.lintText(edited), withDraft(edited.text));
      }
    });

    it(`is linted from every character of ${what} on`, async () => {
      const project = await open(history);
      const file = history.at(-1)?.file ?? '';
      for (let start = 0; start <= text.length; start += 1) {
        const edited = { name: draft, file, text: text.slice(start) };
        assertSound(await project.lintText(edited), withDraft(edited.text));
      }
    });
  }

  it('is replayed at every prefix, also where later migrations stand on it', async () => {
    const middle = history[1];
    if (!middle) throw new Error('the example has migrations');
    for (let end = 0; end <= trickyText.length; end += 7) {
      const migrations = history.map((each) =>
        each === middle ? { ...each, text: each.text + trickyText.slice(0, end) } : each,
      );
      assertSound(await (await open(migrations)).lint(), migrations);
    }
  });
});
