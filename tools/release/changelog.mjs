// The sections of CHANGELOG.md. As a program it prints what one version brings, for the page of its release:
//   node tools/release/changelog.mjs v0.9.0
import fs from 'node:fs';
import { HumanError, runAsScript } from '../../test/host/launcher/script.mjs';

const changelog = new URL('../../CHANGELOG.md', import.meta.url);

/**
 * The section of a version in the text of a changelog: { date, text }, without its heading and without the addresses of
 * links at the end of the file; undefined where there is none, or one without a date or without a word.
 */
export function sectionOf(changelogText, version) {
  const [, ...sections] = changelogText.split(/^## /m);
  for (const section of sections) {
    const [heading, ...lines] = section.split('\n');
    const [, name, date] = /^\[([^\]]+)\] - (\d{4}-\d{2}-\d{2})$/.exec(heading.trim()) ?? [];
    const text = lines
      .filter((line) => !/^\[[^\]]+\]: \S+$/.test(line))
      .join('\n')
      .trim();
    if (name === version && text !== '') return { date, text };
  }
  return undefined;
}

await runAsScript(import.meta.url, () => {
  const version = (process.argv[2] ?? '').replace(/^v/, '');
  const section = sectionOf(fs.readFileSync(changelog, 'utf8'), version);
  if (!section)
    throw new HumanError(`CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD" with text in it.`);
  console.log(section.text);
});
