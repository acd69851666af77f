import { defineDiagnostic } from '../../base/index.js';

/** Why a valid component cannot be linked. */
export const linkMessages = {
  valuesNotSupported: defineDiagnostic(
    'link/values-not-supported',
    ({ what }: { what: string }) =>
      `expected functions, resources and instances to link, found ${what}: values at the component level are not supported`,
  ),
  componentNotGiven: defineDiagnostic(
    'link/component-not-given',
    ({ name }: { name: string }) =>
      `expected a component for the import \`${name}\`, found none among those that were given`,
  ),
};
