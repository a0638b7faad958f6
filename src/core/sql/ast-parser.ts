// A bundle of its own (see esbuild.js): it is as large as everything else that lints, and few migrations need it.
export { parse } from 'pgsql-ast-parser';
