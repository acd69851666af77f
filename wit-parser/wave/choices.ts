import { nearest, type DiagnosticDetails } from '../../base/index.js';
import type { WaveLabel } from './tree.js';

const MOST_LISTED = 20;

/** For a label that is none of `known`: the one that was meant, with the change to it, or what there is. */
export function choices(label: WaveLabel, known: readonly string[]): DiagnosticDetails {
  const near = nearest(label.name, known);
  if (near === null) return known.length === 0 ? {} : { help: [`one of ${listed(known)}`] };
  return {
    help: [`did you mean \`${near}\`?`],
    fixes: [{ title: `write \`${near}\``, applicability: 'maybe', edits: [{ at: label.at, text: near }] }],
  };
}

/** `a`, `b`, …: as many as are of use. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map((name) => `\`${name}\``);
  return shown.join(', ') + (names.length > MOST_LISTED ? ', …' : '');
}
