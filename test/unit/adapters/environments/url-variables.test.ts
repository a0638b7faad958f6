import assert from 'node:assert/strict';
import { urlVariables } from '../../../../src/adapters/environments/variables-for';
import { inWorkspace } from '../../../helpers/workspace';

describe('the variables that a config file names for the URLs', () => {
  for (const [config, url, direct] of [
    [`export default { datasource: { url: env('A'), directUrl: env<Env>("B") } }`, ['A'], ['B']],
    [
      `export default { datasource: { url: process.env.A ?? '', directUrl: process.env['B']! } }`,
      ['A'],
      ['B'],
    ],
    ['export default make({ datasource: { url: process.env[`A`] || process.env.C } })', ['A'], []],
    [`const url = process.env.A as string; export default { datasource: { url } }`, ['A'], []],
    [`export default { datasource: { url: process.env.CI ? process.env.A : env('B') } }`, ['A', 'B'], []],
    [
      `// url: env('C')\nexport default { text: "url: env('D')", datasource: { url: "x" /* url: env('E') */ } }`,
      [],
      [],
    ],
    [`export default { datasource: { url: env('A'), `, ['A'], []],
  ] as const) {
    it(
      `are told in ${config.replaceAll('\n', ' ')}`,
      inWorkspace(({ write, at, folder }) => {
        write({ 'prisma.config.ts': config });
        const project = { root: folder, schema: [], configFile: at('prisma.config.ts'), guard: undefined };
        assert.deepEqual(urlVariables(project), { url, direct, shadow: [] });
      }),
    );
  }
});
