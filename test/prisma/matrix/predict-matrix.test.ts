import { testColumn } from './predict-matrix';

// The others are in the full run.
testColumn('7.10');
