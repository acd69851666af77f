import { defineDiagnostic } from '../base/index.js';

/** Why a component is not run. */
export const runMessages = {
  noCommand: defineDiagnostic(
    'run/no-command',
    ({ path, wanted }: { path: string; wanted: string }) => `\`${path}\` does not export \`${wanted}\``,
  ),
  noDirectory: defineDiagnostic(
    'run/no-directory',
    ({ path, reason }: { path: string; reason: string }) =>
      `\`${path}\` cannot be given to a guest: ${reason}`,
  ),
  notCompiled: defineDiagnostic('run/not-compiled', ({ reason }: { reason: string }) => reason),
  overLimit: defineDiagnostic(
    'run/over-limit',
    ({ reason }: { reason: string }) => `the component asks for more than it may have: ${reason}`,
  ),
  badLimit: defineDiagnostic(
    'run/bad-limit',
    ({ option, text, expected }: { option: string; text: string; expected: string }) =>
      `\`${option}\` takes ${expected}, not \`${text}\``,
  ),
  badAddress: defineDiagnostic(
    'run/bad-address',
    ({ text }: { text: string }) => `\`${text}\` is no address to listen on`,
  ),
  cannotListen: defineDiagnostic(
    'run/cannot-listen',
    ({ address, reason }: { address: string; reason: string }) =>
      `the server cannot listen on \`${address}\`: ${reason}`,
  ),
};
