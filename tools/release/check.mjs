// npm run release:check: whether what is here can be released, one line for each condition. Exits with 1 where one is not
// met; that line says what to do. Needs no network. Leaves both packages at the top of the repository.
//   --tag v0.9.0   the tag that is to be released
import { parseArgs } from 'node:util';
import { runAsScript } from '../../test/host/launcher/script.mjs';
import { generatedFiles, packages, versions, workflows, workTree } from './conditions.mjs';

/** In this order: a build leaves nothing behind in a clean tree, and generating tells a change from what was there. */
const conditions = [
  ['versions', versions],
  ['work tree', workTree],
  ['workflows', workflows],
  ['generated files', generatedFiles],
  ['packages', packages],
];

await runAsScript(import.meta.url, async () => {
  const { values } = parseArgs({ options: { tag: { type: 'string' } } });
  let wrong = 0;
  for (const [name, check] of conditions) {
    const { isMet, says } = await answerOf(check, values.tag);
    if (!isMet) wrong += 1;
    console.log(`${isMet ? 'yes' : 'no '}  ${name}: ${says}`);
  }
  console.log(
    wrong === 0 ? 'yes: this can be released' : `no: ${wrong} of ${conditions.length} conditions are not met`,
  );
  return wrong === 0 ? 0 : 1;
});

/** What throws is not met. */
async function answerOf(check, tag) {
  try {
    return await check(tag);
  } catch (error) {
    return { isMet: false, says: String(error.message ?? error).replace(/\s*\n\s*/g, ' | ') };
  }
}
