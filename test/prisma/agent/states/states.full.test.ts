import { testStates } from './cases';
import { others } from './states';

describe('coding agents that do what our tools answer, everywhere', () => testStates(others));
