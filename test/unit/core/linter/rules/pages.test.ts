import assert from 'node:assert/strict';
import fs from 'node:fs';
import { z } from 'zod';
import { pageOf } from '../../../../../src/core/linter/findings/rule-metadata';

const manifest = z.object({ repository: z.object({ url: z.string() }) });

describe('the page of a rule', () => {
  it('lies in the repository that package.json names', () => {
    const { repository } = manifest.parse(JSON.parse(fs.readFileSync('package.json', 'utf8')));
    const page = pageOf('drop-protected-index').replace(
      `${repository.url.replace(/\.git$/, '')}/blob/main/`,
      '',
    );
    assert.equal(page, 'docs/rules/drop-protected-index.md');
    assert.ok(fs.existsSync(page));
  });
});
