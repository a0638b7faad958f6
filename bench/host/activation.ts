// Runs in the extension host, in a folder that does not activate the extension, and activates it.
import Module from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import { hand } from './results';

const id = 'migration-guard.migration-guard';
/** Built in, small, and asleep until somebody opens what it is for: shows what VS Code itself takes. */
const small = 'vscode.search-result';

/** Counts what is made of WASM from here on. */
function countWasm(): () => number {
  let count = 0;
  const wasm: unknown = Reflect.get(globalThis, 'WebAssembly');
  if (typeof wasm !== 'object' || wasm === null) throw new Error('There is no WebAssembly here.');
  for (const name of ['compile', 'instantiate', 'Module']) {
    const original: unknown = Reflect.get(wasm, name);
    if (typeof original !== 'function') continue;
    const counted = new Proxy(original, {
      apply: (target, self, args): unknown => {
        count += 1;
        return Reflect.apply(target, self, args);
      },
      construct: (target, args, newTarget): object => {
        count += 1;
        return Reflect.construct(target, args, newTarget) as object;
      },
    });
    Object.defineProperty(wasm, name, { value: counted });
  }
  return () => count;
}

/** The files of the extension that node has loaded. */
function modulesOf(extension: vscode.Extension<unknown>): string[] {
  const dist = path.join(extension.extensionPath, 'dist') + path.sep;
  return Object.keys(require.cache)
    .filter((file) => file.startsWith(dist))
    .map((file) => file.slice(dist.length));
}

/** Milliseconds of an activation. */
interface Activation {
  /** From the request until it is active; what the others leave of it VS Code takes for itself. */
  readonly whole: number;
  /** To load the extension's main file. */
  readonly loading: number;
  /** Inside the extension's `activate`. */
  readonly own: number;
}

type Load = (module: { exports: { activate?: (...args: unknown[]) => unknown } }, file: string) => void;

/** Activates an extension that sleeps. */
async function activate(extension: vscode.Extension<unknown>): Promise<Activation> {
  if (extension.isActive) throw new Error(`${extension.id} is active already.`);
  let loading = 0;
  let own = 0;
  const loaders = (Module as unknown as { _extensions: Record<string, Load> })._extensions;
  const load = loaders['.js'];
  if (!load) throw new Error('Node loads no JavaScript.');
  loaders['.js'] = (module, file) => {
    const start = performance.now();
    load(module, file);
    if (!file.startsWith(extension.extensionPath)) return;
    loading = performance.now() - start;
    const { exports } = module;
    module.exports = {
      ...exports,
      activate: (...args) => {
        const called = performance.now();
        const result = exports.activate?.(...args);
        own = performance.now() - called;
        return result;
      },
    };
  };
  try {
    const start = performance.now();
    await extension.activate();
    return { whole: performance.now() - start, loading, own };
  } finally {
    loaders['.js'] = load;
  }
}

function known(id: string): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`VS Code does not know ${id}.`);
  return extension;
}

export async function run(): Promise<void> {
  const extension = known(id);
  const wasm = countWasm();
  const ofSmall = await activate(known(small));
  const ours = await activate(extension);
  const modules = modulesOf(extension);
  const wasmAtActivation = wasm();

  // The counters are worth something only if they see what does need WASM.
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('No folder is open.');
  const migration = vscode.Uri.joinPath(folder.uri, 'later/migrations/1_a/migration.sql');
  await vscode.workspace.fs.writeFile(
    vscode.Uri.joinPath(folder.uri, 'later/schema.prisma'),
    Buffer.from('datasource db {\n  provider = "postgresql"\n}\n'),
  );
  await vscode.workspace.fs.writeFile(migration, Buffer.from('-- DropIndex\nDROP INDEX "a";\n'));
  const shown = new Promise<void>((resolve) => {
    const subscription = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((uri) => uri.toString() === migration.toString())) return;
      subscription.dispose();
      resolve();
    });
  });
  await vscode.commands.executeCommand('vscode.open', migration);
  await shown;
  hand({ ours, ofSmall, modules, wasmAtActivation, wasmWithMigration: wasm() });
}
