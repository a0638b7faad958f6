import { InvalidArgumentError } from 'commander';

/** Reads a time limit from the command line. @throws InvalidArgumentError */
export function seconds(value: string): number {
  const given = Number(value);
  if (!/^\d+$/.test(value) || given < 1 || given > 86_400) {
    throw new InvalidArgumentError('Give whole seconds, such as 120.');
  }
  return given;
}
