import { applying } from './applying';
import { drafts } from './drafts';
import { losses } from './losses';
import { testStates } from './cases';
import { texts } from './texts';

testStates([...drafts, ...texts, ...applying, ...losses]);
