import type { Faults } from '../faults.js';
import type { Failure } from '../grammar/grammar-base.js';
import type { Layout } from '../layout/layout.js';
import type { TokenTable } from '../token-table.js';
import type { Window } from './broken-item.js';
import { BrokenItem } from './broken-item.js';
import { explainMissing } from './missing.js';
import { explainName } from './names.js';
import { explainOldSyntax } from './old-syntax.js';
import { explainPlace } from './misplaced.js';
import { explainReason } from './reasons.js';

/** From the most telling to the most general: the last one always has an answer. */
const EXPLANATIONS = [explainReason, explainOldSyntax, explainPlace, explainName, explainMissing];

/** Reports, in a user's words, why the item in `window` is broken. */
export function explainFailure(
  text: { table: TokenTable; layout: Layout; faults: Faults },
  failure: Failure,
  window: Window,
): void {
  const item = new BrokenItem(text, failure, window);
  EXPLANATIONS.some((explain) => explain(item));
}
