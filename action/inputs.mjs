// The inputs of action.yml, from the variables that its step sets.

const severities = ['error', 'warning', 'info', 'hint', 'never'];
const formats = ['sarif', 'json', 'gitlab', 'markdown'];

/**
 * Reads the inputs, and takes the token out of the environment, so that no program that is started has it.
 *
 * @throws Error with a sentence for the person where an input cannot be used
 */
export function readInputs(env) {
  const text = (name) => (env[`MIGRATION_GUARD_${name}`] ?? '').trim();
  const token = text('TOKEN');
  delete env.MIGRATION_GUARD_TOKEN;
  return {
    paths: text('PATH')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    base: text('BASE'),
    failOn: oneOf('fail-on', text('FAIL_ON') || 'error', severities),
    formats: text('FORMAT')
      .split(/[\s,]+/)
      .filter((format) => format !== '' && format !== 'github' && format !== 'none')
      .map((format) => oneOf('format', format, formats)),
    comments: yesOrNo('comment', text('COMMENT') || 'true'),
    commentOnly: yesOrNo('comment-only', text('COMMENT_ONLY') || 'false'),
    version: text('VERSION'),
    token,
  };
}

function oneOf(input, value, allowed) {
  if (allowed.includes(value)) return value;
  throw new Error(`The input ${input} is "${value}": write one of ${allowed.join(', ')}.`);
}

function yesOrNo(input, value) {
  return oneOf(input, value.toLowerCase(), ['true', 'false']) === 'true';
}
