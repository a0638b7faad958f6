import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { RuleMetadata } from '../../../../../src/core/linter/findings/rule-metadata';
import { rules } from '../../../../../src/core/linter/rules/registry';
import { ruleLists } from '../../../../tools/rule-lists';

const manifest = z.object({ repository: z.object({ url: z.string() }) });
const { repository } = manifest.parse(JSON.parse(fs.readFileSync('package.json', 'utf8')));

/** The severities that a page prints in bold below its heading. */
function severitiesOn(page: string): string[] {
  const [paragraph = ''] = /^Severity: [^]*?\n\n/m.exec(page) ?? [];
  return [...new Set([...paragraph.matchAll(/\*\*(\w+)\*\*/g)].map(([, severity = '']) => severity))].sort();
}

function severitiesOf({ severity, exceptions = {}, isOffByDefault }: RuleMetadata): string[] {
  if (isOffByDefault) return ['off'];
  const all = [...Object.values(severity), ...Object.values(exceptions).map((other) => other.severity)];
  return [...new Set(all.filter((one) => one !== undefined))].sort();
}

describe('the page of a rule', () => {
  for (const rule of rules) {
    it(`says what its metadata says: ${rule.id}`, () => {
      const start = `${repository.url.replace(/\.git$/, '')}/blob/main/`;
      assert.ok(
        rule.page.startsWith(start),
        `${rule.page} is not in ${start}, the repository of package.json.`,
      );
      const file = rule.page.slice(start.length);
      assert.equal(file, `docs/rules/${rule.id}.md`);
      assert.ok(fs.existsSync(file), `Write ${file}: every rule has a page that explains it.`);
      const page = fs.readFileSync(file, 'utf8');
      assert.equal(page.split('\n')[0], `# ${rule.id}`);
      assert.deepEqual(
        severitiesOn(page),
        severitiesOf(rule),
        `Correct the paragraph "Severity: …" of ${file}: its bold words are the severities of the rule's metadata.`,
      );
    });
  }

  // Catches: a page that the extension shows, with a link to one that it has not.
  it('is in the extension, as are the pages that it leads to', () => {
    const shipped = fs.readFileSync('.vscodeignore', 'utf8').split('\n');
    for (const file of fs.readdirSync('docs/rules').map((name) => `docs/rules/${name}`)) {
      const links = [...fs.readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)];
      for (const target of [path.posix.basename(file), ...links.map(([, link = '']) => link)]) {
        const page = path.posix.join('docs/rules', target);
        assert.ok(fs.existsSync(page), `${file} leads to ${page}, which is not there.`);
        assert.ok(
          shipped.includes(`!${path.posix.dirname(page)}/*.md`),
          `${file} leads to ${page}, which .vscodeignore leaves out.`,
        );
      }
    }
  });

  it('belongs to a rule', () => {
    const pages = fs.readdirSync('docs/rules').filter((name) => name !== 'README.md');
    assert.deepEqual(pages.sort(), rules.map(({ id }) => `${id}.md`).sort());
  });
});

describe('what lists the rules', () => {
  for (const [file, write] of Object.entries(ruleLists)) {
    it(`is up to date: ${file}`, () => {
      const text = fs.readFileSync(file, 'utf8');
      assert.equal(text, write(text), `${file} does not list the rules as they are: run npm run rules.`);
      for (const { id } of rules) assert.ok(text.includes(id), `${file} has no place for ${id}.`);
    });
  }
});
