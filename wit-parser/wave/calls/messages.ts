import { defineDiagnostic } from '../../../base/index.js';

/** What can be wrong with a line of calls. */
export const callMessages = {
  unexpectedToken: defineDiagnostic(
    'call/unexpected-token',
    ({ expected, found }: { expected: string; found: string }) => `expected ${expected}, found ${found}`,
  ),
  unknownInterface: defineDiagnostic(
    'call/unknown-interface',
    ({ name }: { name: string }) => `the component exports no interface \`${name}\``,
  ),
  unknownName: defineDiagnostic(
    'call/unknown-name',
    ({ owner, sort, name }: { owner: string; sort: string; name: string }) =>
      `${owner} has no ${sort} \`${name}\``,
  ),
  ambiguousName: defineDiagnostic(
    'call/ambiguous-name',
    ({ name, owners }: { name: string; owners: readonly string[] }) =>
      `\`${name}\` is in several interfaces: ${owners.map((owner) => `\`${owner}\``).join(', ')}`,
  ),
  missingArguments: defineDiagnostic(
    'call/missing-arguments',
    ({ name }: { name: string }) => `expected arguments of \`${name}\`, which is a function, found none`,
  ),
  notAFunction: defineDiagnostic(
    'call/not-a-function',
    ({ name, what }: { name: string; what: string }) => `expected a function, found \`${name}\`, ${what}`,
  ),
  wrongArgumentCount: defineDiagnostic(
    'call/wrong-argument-count',
    ({ name, expected, found }: { name: string; expected: string; found: number }) =>
      `\`${name}\` takes ${expected}, found ${found}`,
  ),
  noResource: defineDiagnostic(
    'call/no-resource',
    ({ found }: { found: string }) => `expected a resource before the \`.\`, found ${found}`,
  ),
  noValue: defineDiagnostic(
    'call/no-value',
    ({ name, callee }: { name: string; callee: string }) =>
      `\`${name}\` cannot be the name of the result of \`${callee}\`, which has none`,
  ),
  nameTaken: defineDiagnostic(
    'call/name-taken',
    ({ name }: { name: string }) => `the name \`${name}\` is given more than once`,
  ),
  typeMismatch: defineDiagnostic(
    'call/type-mismatch',
    ({ name, expected, found }: { name: string; expected: string; found: string }) =>
      `expected \`${expected}\`, found \`${name}\`, which is of type \`${found}\``,
  ),
  valueMoved: defineDiagnostic(
    'call/value-moved',
    ({ name }: { name: string }) => `\`${name}\` has been given away before`,
  ),
};
