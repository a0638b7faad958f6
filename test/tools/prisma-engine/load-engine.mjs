import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

let loading;

/** Loads the engine, once, and returns its module, of which `SchemaEngine.new` opens one. */
export function loadEngine() {
  loading ??= load();
  return loading;
}

async function load() {
  const name = process.env.MIGRATION_GUARD_ENGINE ?? '@prisma/schema-engine-wasm';
  const glueFile = require.resolve(`${name}/schema_engine_bg`);
  const glue = await import(pathToFileURL(glueFile).href);
  // The package's own entry imports the .wasm as a module, which node does not do by itself.
  const { Module, Instance } = globalThis.WebAssembly;
  const module = new Module(fs.readFileSync(path.join(path.dirname(glueFile), 'schema_engine_bg.wasm')));
  const { exports } = new Instance(module, { './schema_engine_bg.js': glue });
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: panic };
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue;
}

/** Ends as the native engine does: its last words as a line of the log, and this exit code. */
function panic(message) {
  const fields = { is_panic: true, message };
  console.error(JSON.stringify({ level: 'ERROR', fields, target: 'schema_engine::logger' }));
  process.exit(101);
}
