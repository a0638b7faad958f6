import { doctorPorts } from '../../../adapters/diagnosis';
import { diagnose } from '../../../workflows/doctor';
import { pageOf, type CliContext } from '../../context';
import type { ColorOption, EnvOption, JsonOption } from '../../options';
import { safeJson } from '../../output/printable';
import { progressOn } from '../../progress';
import { doctorPretty } from './pretty';

export interface DoctorArgs extends EnvOption, JsonOption, ColorOption {
  /** Of projects; none means the working directory. */
  readonly paths: readonly string[];
}

/** Prints a diagnosis. What is broken is a part of it, so this is 0 whatever it finds. */
export async function doctor({ paths, env, json, color }: DoctorArgs, context: CliContext): Promise<0> {
  const progress = progressOn(context.stderr, context.env);
  try {
    progress.say('Looking at the project and its database…');
    const { cwd, version } = context;
    const report = await diagnose(doctorPorts({ paths, cwd, env: context.env, version }), {
      environment: env,
    });
    progress.clear();
    context.stdout.write(json ? safeJson(report) : doctorPretty(report, pageOf(context, color)));
    return 0;
  } finally {
    progress.clear();
  }
}
