// For `node --require`: keeps what V8 has compiled of the modules in node_modules, as NODE_COMPILE_CACHE does from node 22
// on. Most of the time in which the Prisma CLI starts, it compiles the same three megabytes again.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const folder = path.join(__dirname, '../../../node_modules/.cache/compiled-for-tests');
const compileByItself = Module.prototype._compile;
/** What was compiled here, by the file that it is to be kept in. */
const made = new Map();

Module.prototype._compile = function compile(content, filename, format) {
  // Whoever requires an ES module gets it from node. What is short is compiled sooner than it is read.
  const isOurs =
    format !== 'module' && content.length > 4000 && filename.includes(`${path.sep}node_modules${path.sep}`);
  const source = isOurs ? cacheable(content, filename) : undefined;
  if (source === undefined) return compileByItself.call(this, content, filename, format);
  const file = fileFor(filename);
  const cachedData = fs.existsSync(file) ? fs.readFileSync(file) : undefined;
  const script = new vm.Script(source, { filename, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) made.set(file, script);
  const require = Module.createRequire(filename);
  const importHere = (wanted) => importFrom(filename, wanted);
  const given = [this.exports, require, this, filename, path.dirname(filename), importHere];
  return script.runInThisContext().apply(this.exports, given);
};

/** As a function of what a module is given. `import()` gets lost in what is kept: only Prisma's own is put right here. */
function cacheable(content, filename) {
  let text = content.replace(/^#!.*/, '');
  if (/\bimport\(/.test(text)) {
    if (!/[\\/]prisma(?:-6)?[\\/]build[\\/]\w+\.js$/.test(filename)) return undefined;
    text = text.replaceAll('await import(', 'await importHere(');
  }
  return `(function (exports, require, module, __filename, __dirname, importHere) { ${text}\n});`;
}

function importFrom(filename, wanted) {
  const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return vm.compileFunction('return import(wanted)', ['wanted'], { filename, importModuleDynamically })(
    wanted,
  );
}

/** V8 itself compares only the length of the source. */
function fileFor(filename) {
  const { size, mtimeMs } = fs.statSync(filename);
  const key = JSON.stringify([filename, size, mtimeMs, process.version]);
  return path.join(folder, createHash('sha256').update(key).digest('hex'));
}

// At the end, so that functions which were needed are in it, too. Another process may do the same at this moment.
process.on('exit', () => {
  if (made.size === 0) return;
  try {
    fs.mkdirSync(folder, { recursive: true });
    for (const [file, script] of made) {
      const own = `${file}.${process.pid}`;
      fs.writeFileSync(own, script.createCachedData());
      fs.renameSync(own, file);
    }
  } catch {
    // Where the disk is full, which a test sees to, the next one compiles again.
  }
});
