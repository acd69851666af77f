import type { Faults } from '../faults.js';
import { syntaxMessages } from '../messages.js';
import type { Attribute } from '../tree.js';

/** Reports attributes in front of a `package`, whose keyword lies at `[start, end)`. */
export function reportAttributesOnPackage(
  faults: Faults,
  attributes: readonly Attribute[],
  start: number,
  end: number,
): void {
  if (attributes.length === 0) return;
  const secondary = attributes.map((attribute) => ({
    at: faults.span(attribute.start, attribute.end),
    label: 'the attribute',
  }));
  faults.report(syntaxMessages.attributeOnPackage, start, end, {}, { secondary });
}
