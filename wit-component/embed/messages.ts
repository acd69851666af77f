import { defineDiagnostic } from '../../base/index.js';

/** What is in the way of saying in a core module which world it is for. */
export const embedMessages = {
  canonicalNameTwice: defineDiagnostic(
    'wit-component/canonical-name-twice',
    (a: { side: 'import' | 'export'; name: string; previous: string; canonical: string }) =>
      `the ${a.side}s \`${a.previous}\` and \`${a.name}\` would both be called \`${a.canonical}\``,
  ),
};
