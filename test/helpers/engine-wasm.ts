import fs from 'node:fs';

/** What is used of the global that node has and its types lack. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, object>>,
  ) => { readonly exports: Readonly<Record<string, (() => void) | undefined>> };
};

/** An engine has a global state: one that is joined again forgets whom it serves. */
const joined = new WeakSet<object>();

/**
 * Joins the WebAssembly of a schema engine with the glue of its package, once a process. The package's own entry imports the .wasm as a
 * module, which node does not do by itself.
 *
 * @param wasm the path of schema_engine_bg.wasm
 */
export function instantiate(glue: { __wbg_set_wasm(exports: object): void }, wasm: string): void {
  if (joined.has(glue)) return;
  joined.add(glue);
  const module = new WebAssembly.Module(fs.readFileSync(wasm));
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': { ...glue } });
  glue.__wbg_set_wasm(exports);
  exports['__wbindgen_start']?.();
}
