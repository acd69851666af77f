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

/** The parts of a plain name: `[method][get]stream.size` has the annotations `method`, `get`, and the label `stream.size`. */
function splitAnnotations(name: string): { annotations: string[]; label: string } {
  const annotations: string[] = [];
  let rest = name;
  for (let end = rest.indexOf(']'); rest.startsWith('[') && end !== -1; end = rest.indexOf(']')) {
    annotations.push(rest.slice(1, end));
    rest = rest.slice(end + 1);
  }
  return { annotations, label: rest };
}

/**
 * The key under which two names of one scope clash: lower case, hyphens dropped, `[..]x.x` the same as `x`, and of the
 * annotations only `[constructor]` and `[set]` kept.
 * @spec Explainer.md#name-uniqueness
 */
export function uniquenessKey(name: string): string {
  const { annotations, label } = splitAnnotations(name);
  let folded = label.toLowerCase().replaceAll('-', '');
  const dot = folded.indexOf('.');
  if (annotations.length > 0 && dot !== -1 && folded.slice(0, dot) === folded.slice(dot + 1)) {
    folded = folded.slice(0, dot);
  }
  const kept = annotations.filter((annotation) => annotation === 'constructor' || annotation === 'set');
  return kept.map((annotation) => `[${annotation}]`).join('') + folded;
}
