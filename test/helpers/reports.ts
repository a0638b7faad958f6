import assert from 'node:assert/strict';
import Ajv, { type ValidateFunction } from 'ajv';
import { reportNames, reportSchema } from '../tools/json-schemas';

const validators = new Map<string, ValidateFunction>();

/** A schema that knows all keys: what is not described is refused, too. */
function validatorOf(name: (typeof reportNames)[number]): ValidateFunction {
  const known = validators.get(name) ?? new Ajv({ allErrors: true }).compile(reportSchema(name, 'output'));
  validators.set(name, known);
  return known;
}

/**
 * Fails where what a command printed as JSON is not what its schema describes; every command that a test runs comes
 * through here.
 *
 * @returns the name of the report; undefined where it printed none
 */
export function checkReport(args: readonly string[], stdout: string): string | undefined {
  const [command = ''] = args;
  const name = reportNames.find((one) => one === command.replace(/^db:/, ''));
  const isJson = args.includes('--json') || args.includes('json') || args.includes('--format=json');
  if (name === undefined || !isJson || stdout === '') return undefined;
  const validate = validatorOf(name);
  const isValid = validate(JSON.parse(stdout));
  assert.ok(isValid, `${name}: ${JSON.stringify(validate.errors, undefined, 2)}`);
  return name;
}
