import { testDeclarations } from './declarations';

testDeclarations('7.5.0');
