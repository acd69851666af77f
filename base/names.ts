const FIRST_FRAGMENT = /^(?:[a-z][0-9a-z]*|[A-Z][0-9A-Z]*)$/;
const LATER_FRAGMENT = /^(?:[0-9a-z]+|[0-9A-Z]+)$/;

/**
 * Whether `text` is a label: words of one case joined by single hyphens, the first of which starts with a letter.
 * @spec Explainer.md#import-and-export-definitions
 */
export function isLabel(text: string): boolean {
  const [first = '', ...later] = text.split('-');
  return FIRST_FRAGMENT.test(first) && later.every((fragment) => LATER_FRAGMENT.test(fragment));
}

/**
 * The key under which two names of one scope clash: lower case, hyphens dropped, `[..]x.x` the same as `x`, and of the
 * annotations only `[constructor]` and `[set]` kept.
 * @spec Explainer.md#name-uniqueness
 */
export function uniquenessKey(name: string): string {
  if (!name.startsWith('[')) return fold(name);
  let kept = '';
  let label = 0;
  for (let end = name.indexOf(']'); name[label] === '[' && end !== -1; end = name.indexOf(']', label)) {
    const annotation = name.slice(label, end + 1);
    if (annotation === '[constructor]' || annotation === '[set]') kept += annotation;
    label = end + 1;
  }
  const folded = fold(name.slice(label));
  const dot = folded.indexOf('.');
  const isOwnName = label > 0 && dot !== -1 && folded.slice(0, dot) === folded.slice(dot + 1);
  return kept + (isOwnName ? folded.slice(0, dot) : folded);
}

function fold(label: string): string {
  const lower = label.toLowerCase();
  return lower.includes('-') ? lower.replaceAll('-', '') : lower;
}
