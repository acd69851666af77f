import { defineDiagnostic } from '../../../base/index.js';

/** What can be wrong with a policy. `place` is where in it: `run.dirs[0]`. */
export const policyMessages = {
  notJson: defineDiagnostic(
    'policy/not-json',
    ({ reason }: { reason: string }) => `the configuration is no JSON: ${reason}`,
  ),
  unknownField: defineDiagnostic(
    'policy/unknown-field',
    ({ place, field }: { place: string; field: string }) => `\`${place}\` has no field \`${field}\``,
  ),
  wrongType: defineDiagnostic(
    'policy/wrong-type',
    ({ place, expected, found }: { place: string; expected: string; found: string }) =>
      `\`${place}\` is ${found} where ${expected} is expected`,
  ),
  badDirectory: defineDiagnostic(
    'policy/bad-directory',
    ({ place, text }: { place: string; text: string }) =>
      `\`${text}\` at \`${place}\` is no directory to be given`,
  ),
  badVariable: defineDiagnostic(
    'policy/bad-variable',
    ({ place, text }: { place: string; text: string }) =>
      `\`${text}\` at \`${place}\` is no name of an environment variable`,
  ),
  badNetRule: defineDiagnostic(
    'policy/bad-net-rule',
    ({ place, text }: { place: string; text: string }) => `\`${text}\` at \`${place}\` is no network address`,
  ),
  badHttpRule: defineDiagnostic(
    'policy/bad-http-rule',
    ({ place, text }: { place: string; text: string }) => `\`${text}\` at \`${place}\` is no origin of HTTP`,
  ),
};
