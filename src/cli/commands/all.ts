import { declareAudit } from './audit';
import { declareCheckDrift } from './check-drift';
import { declareDev } from './dev';
import { declareDoctor } from './doctor';
import { declareExplain } from './explain';
import { declareFixDrift } from './fix-drift';
import { declareGuard } from './guard';
import { declareInit } from './init';
import { declareInspect } from './inspect';
import { declareLint } from './lint';
import { declareMigrate } from './migrate';
import { declarePgliteSchema } from './pglite-schema';
import { declarePredict } from './predict';
import { declareRestore } from './restore';
import { declareRun } from './run';
import { declareSafeMigrate } from './safe-migrate';
import { declareStatus } from './status';
import { declareVerify } from './verify';
import { declareMcp } from './mcp';
import type { Commands } from '../program';

/** In the order of the help. */
export const allCommands: Commands = {
  lint: declareLint,
  run: declareRun,
  status: declareStatus,
  'check-drift': declareCheckDrift,
  'fix-drift': declareFixDrift,
  inspect: declareInspect,
  restore: declareRestore,
  migrate: declareMigrate,
  verify: declareVerify,
  'pglite-schema': declarePgliteSchema,
  'safe-migrate': declareSafeMigrate,
  predict: declarePredict,
  init: declareInit,
  dev: declareDev,
  explain: declareExplain,
  guard: declareGuard,
  audit: declareAudit,
  doctor: declareDoctor,
  mcp: declareMcp,
};
