export { lint } from './lint';
export { status } from './status';
