import path from 'node:path';
import { calleeName, mostDefinitions } from './objects';
import type { Expression, Script } from './script';

/** Where a script is; absolute paths with `/` between names. */
export interface ScriptLocation {
  /** The script's own folder: `__dirname`. */
  readonly folder: string;
  /** The folder in which Prisma is started: `process.cwd()`. */
  readonly cwd: string;
}

/**
 * The text that an expression stands for, where that can be known without running anything: string literals,
 * templates, `+`, `path.join`, `path.resolve`, `path.dirname` and `fileURLToPath` over them, the script's own folder,
 * and constants of the same file. Undefined for everything else.
 */
export function textOf(
  expression: Expression,
  script: Script,
  location: ScriptLocation,
  depth = 0,
): string | undefined {
  const all = (expressions: readonly (Expression | string)[]): string[] | undefined => {
    const texts: string[] = [];
    for (const one of expressions) {
      const text = typeof one === 'string' ? one : textOf(one, script, location, depth);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return texts;
  };
  switch (expression.kind) {
    case 'text':
      return expression.value;
    case 'template':
      return all(expression.parts)?.join('');
    case 'operation':
      return expression.operator === '+' && expression.operands.length > 1
        ? all(expression.operands)?.join('')
        : undefined;
    case 'name':
    case 'member': {
      const known = knownText(expression, location);
      if (known !== undefined || expression.kind === 'member') return known;
      const definition = depth < mostDefinitions ? script.definition(expression.name) : undefined;
      return definition && textOf(definition, script, location, depth + 1);
    }
    case 'call': {
      const run = callOf(expression.callee, script);
      const args = run && all(expression.args);
      return args && run(args, location);
    }
    default:
      return undefined;
  }
}

/** What a file is called matters only in that `dirname` gives its folder. */
const anyName = 'config';

/** `__dirname` and the like. */
function knownText(expression: Expression, { folder }: ScriptLocation): string | undefined {
  if (expression.kind === 'name') {
    if (expression.name === '__dirname') return folder;
    return expression.name === '__filename' ? `${folder}/${anyName}` : undefined;
  }
  if (expression.kind !== 'member' || expression.object.kind !== 'name') return undefined;
  if (expression.object.name !== 'import.meta') return undefined;
  if (expression.name === 'dirname') return folder;
  return expression.name === 'url' || expression.name === 'filename' ? `${folder}/${anyName}` : undefined;
}

type Call = (args: readonly string[], location: ScriptLocation) => string | undefined;

const calls: Readonly<Record<string, Call>> = {
  cwd: (_, { cwd }) => cwd,
  join: (args) => path.posix.join(...args),
  resolve: (args, { cwd }) => path.posix.resolve(cwd, ...args),
  normalize: ([first]) => first && path.posix.normalize(first),
  dirname: ([first]) => first && path.posix.dirname(first),
  fileURLToPath: ([first]) => first,
  URL: ([relative, base]) =>
    relative && base ? path.posix.resolve(path.posix.dirname(base), relative) : undefined,
};

/** Only of modules and of `process`: a list of the same file can be joined, too. */
function callOf(callee: Expression, script: Script): Call | undefined {
  const name = calleeName(callee) ?? '';
  if (!Object.hasOwn(calls, name)) return undefined;
  const owner = callee.kind === 'member' && callee.object.kind === 'name' ? callee.object.name : undefined;
  const own = owner === undefined ? undefined : script.definition(owner);
  return own === undefined || own.kind === 'call' ? calls[name] : undefined;
}
