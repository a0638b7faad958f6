import { withoutCredentials } from '../../core/environment/masks';
import { maskText } from './mask-secrets';
import type { Variables } from './variables';
import { secretsIn } from './secrets-in';

const secretName = String.raw`[\w-]*(?:password|passwd|secret|token|api[_-]?key)[\w-]*`;
/** `--token`, whose value is the next argument. */
const option = new RegExp(`^--?${secretName}$`, 'i');
/** `--token=x`, `PGPASSWORD=x` */
const assignment = new RegExp(`^(-{0,2}${secretName}=).*`, 'is');
/** `--url=postgresql://ann:…@host/app`: a password may have any character in it, so nothing after the scheme is shown. */
const urlWithCredential =
  /^(-{0,2}[\w-]*=?[a-z][a-z0-9+.-]*:\/\/).*(?:@|(?:password|api_key|token|secret)=).*/is;

/**
 * A program's arguments as a log may have them: without what its variables show to be a secret, without URLs that carry
 * a credential, and without what follows a name such as `--token`.
 *
 * @param env the variables that the program was started with
 */
export function maskArguments(args: readonly string[], env: Variables): string[] {
  const secrets = secretsIn(env);
  return args.map((argument, index) => {
    if (option.test(args[index - 1] ?? '') && !argument.startsWith('-')) return '***';
    const bare = argument.replace(assignment, '$1***').replace(urlWithCredential, '$1***');
    return maskText(withoutCredentials(bare), secrets);
  });
}
