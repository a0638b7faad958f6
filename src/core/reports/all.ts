import { auditReport } from './audit';
import { checkDriftReport } from './check-drift';
import { doctorReport } from './doctor';
import { explainReport } from './explain';
import { inspectReport } from './inspect';
import { lintReport } from './lint';
import { predictReport } from './predict';
import { restoreReport } from './restore';
import { safeMigrateReport } from './safe-migrate';
import { statusReport } from './status';
import { verifyReport } from './verify';

/** The schemas of what commands print as JSON, by the command's name. Only what writes schemas and types loads them. */
export const reports = {
  audit: auditReport,
  'check-drift': checkDriftReport,
  doctor: doctorReport,
  explain: explainReport,
  inspect: inspectReport,
  lint: lintReport,
  predict: predictReport,
  restore: restoreReport,
  'safe-migrate': safeMigrateReport,
  status: statusReport,
  verify: verifyReport,
} as const;
