import { isLabel } from '../../base/index.js';
import type { Faults } from './faults.js';
import { syntaxMessages } from './messages.js';

/** The kebab-case name that `name` is most likely meant to be, or null: `fooBar` and `foo_bar` give `foo-bar`. */
export function kebabCase(name: string): string | null {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .split(/[-_]+/)
    .filter((word) => word !== '');
  const kebab = words.map((word) => (/[a-z]/.test(word) ? word.toLowerCase() : word)).join('-');
  return isLabel(kebab) ? kebab : null;
}

/** Why `name` is no name, in a few words. */
function reason(name: string): string {
  if (name === '') return 'nothing follows the `%`';
  const foreign = [...name].find((character) => !/[a-zA-Z0-9-]/.test(character));
  if (foreign !== undefined) return `\`${foreign}\` is not allowed in a name`;
  if (/^-|--|-$/.test(name)) return 'each hyphen stands between two words';
  if (/^[0-9]/.test(name)) return 'a name starts with a letter';
  return 'each word of a name is all lower case or all upper case';
}

/** Reports that the text at `[start, end)` is no kebab-case name. */
export function invalidName(faults: Faults, start: number, end: number, name: string): void {
  const better = kebabCase(name);
  const label = reason(name);
  if (better === null) {
    faults.report(syntaxMessages.invalidName, start, end, { name: name === '' ? '%' : name }, { label });
    return;
  }
  const edits = [{ at: faults.span(start, end), text: better }];
  faults.report(
    syntaxMessages.invalidName,
    start,
    end,
    { name },
    {
      label,
      help: [`write it \`${better}\``],
      fixes: [{ title: `rename to \`${better}\``, applicability: 'maybe', edits }],
    },
  );
}
