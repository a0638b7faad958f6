// A bundle of its own, see esbuild.js: most commands ask nothing.
export { confirm, isCancel, text } from '@clack/prompts';
