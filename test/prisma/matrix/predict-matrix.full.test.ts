import { testColumn } from './predict-matrix';

testColumn('6.19');
testColumn('7.3');
testColumn('7.4');
testColumn('7.5');
testColumn('7.10 with partialIndexes');
