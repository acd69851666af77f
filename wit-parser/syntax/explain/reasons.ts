import { syntaxMessages } from '../messages.js';
import type { BrokenItem } from './broken-item.js';

/** Failures of the grammar's actions: limits, and words that are keywords in one place only. */
export function explainReason(item: BrokenItem): boolean {
  switch (item.failure.reason) {
    case null:
      return false;
    case 'type-nesting':
      item.report(syntaxMessages.typeNesting, item.place(), { limit: 100 });
      return true;
    case 'package-nesting':
      item.report(syntaxMessages.packageNesting, item.place(), { limit: 100 });
      return true;
    case 'attribute-arguments':
      item.report(syntaxMessages.attributeArguments, item.place(), {
        attribute: item.text(-1),
        found: item.found(),
      });
      return true;
    case 'attribute-key': {
      const attribute = item.text(-2);
      const key = attribute === 'unstable' ? 'feature' : 'version';
      item.report(syntaxMessages.attributeKey, item.place(), { attribute, key, found: item.found() });
      return true;
    }
    case 'accessor':
      return false;
  }
}
