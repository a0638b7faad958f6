import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const restricted = [
  {
    selector: "BinaryExpression[operator='instanceof'][right.name='HumanError']",
    message: 'What is loaded late has a class of its own: use isHumanError.',
  },
  {
    selector:
      ":matches(PropertyDefinition, MethodDefinition[kind!='constructor'], TSParameterProperty)[accessibility='private']",
    message: 'Private members are written with #, which holds at run time, too.',
  },
  {
    selector:
      ':matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > Identifier[name=/^[A-Z][A-Z0-9_]+$/]',
    message: 'Constants are written in camelCase, like everything else.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'dist',
      'out',
      'node_modules',
      '.vscode-test',
      'bench/node_modules',
      'examples',
      'test/fixtures',
      'types',
      'src/adapters/database/generated',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-syntax': ['error', ...restricted],
    },
  },
  {
    // A test knows how large its own input is.
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...restricted,
        {
          selector:
            'CallExpression[callee.property.name=/^(?:push|unshift|splice|concat|max|min|fromCharCode|fromCodePoint|apply)$/] > SpreadElement',
          message:
            'Arguments have to fit on the stack, some 100,000 of them: use append, largestOf, smallestOf or a loop.',
        },
      ],
    },
  },
  {
    // A document may live in any file system: its path alone says too little.
    files: ['src/editor/**/*.ts', 'src/extension.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'fsPath', message: 'Not every URI is a file: use the URI.' },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'console',
          'process',
          'require',
          'module',
          '__dirname',
          '__filename',
          'AbortSignal',
          'Buffer',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'URL',
          'URLSearchParams',
          'exports',
          'performance',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    // Needed seldom, so loaded late; import() would make everything around it asynchronous.
    files: ['src/cli/output/wrap.ts'],
    rules: { '@typescript-eslint/no-require-imports': ['error', { allow: ['^string-width$'] }] },
  },
  {
    files: ['src/adapters/scripts/{operations-in-script,read-script,sql-in-script}.ts'],
    rules: { '@typescript-eslint/no-require-imports': ['error', { allow: ['^\\./parse-script$'] }] },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
