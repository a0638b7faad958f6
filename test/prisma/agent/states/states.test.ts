import { testStates } from './cases';
import { telling } from './states';

describe('coding agents that do what our tools answer', () => testStates(telling));
