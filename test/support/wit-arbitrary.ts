import fc from 'fast-check';
import { createPicker, type Picker } from './wit-arbitrary/picker.js';
import { generatePackage, type Exporter } from './wit-arbitrary/packages.js';

/**
 * The text of a random, valid `.wit` file: a package with up to three nested ones, over the whole grammar (every type,
 * resources, accessors, async, gates, external ids, `use` in every form, `include … with`, `%` escapes, every kind of
 * comment). Names are drawn so that they are unique, references so that there is no cycle and nothing depends on an
 * item behind a feature: it resolves with no flag, with any feature and with all.
 *
 * @param below A random integer in [0, limit), for example `seededRandom(seed).below`.
 */
export function generateWit(below: (limit: number) => number, options: WitTextOptions = {}): string {
  const picker = createPicker(below);
  const known: Exporter[] = [];
  const nested: string[] = [];
  const count = picker.below(4);
  for (let index = 0; index < count; index++) {
    const { head, items, exporters } = generatePackage(picker, `dep${index}`, known);
    known.push(...exporters);
    nested.push(`${head} {\n${indent(picker.shuffle(items).join('\n'))}\n}`);
  }
  const main = generatePackage(picker, 'main', known);
  const text = `${main.head};\n\n${picker.shuffle([...main.items, ...nested]).join('\n\n')}\n`;
  return options.comments === false ? text : withComments(picker, text);
}

export interface WitTextOptions {
  /** Whether there are comments in the text; there are unless this is false. */
  readonly comments?: boolean;
}

/** `generateWit` as a fast-check arbitrary; it shrinks towards few and early choices. */
export function witText(options: WitTextOptions = {}): fc.Arbitrary<string> {
  const next =
    (gen: fc.GeneratorValue) =>
    (limit: number): number =>
      gen(fc.nat, { max: Math.max(0, limit - 1) });
  return fc.gen().map((gen) => generateWit(next(gen), options));
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

const COMMENTS: readonly string[] = [
  '// a line comment',
  '/// a doc comment\n/// of two lines',
  '/* a block /* with one inside */ comment */',
  '/** a doc block */',
  '/// déjà vu — 日本語',
  '//',
];

/** Puts comments on lines of their own, and at the ends of lines. */
function withComments(picker: Picker, text: string): string {
  const lines = text.split('\n').flatMap((line) => {
    if (line === '' || !picker.chance(12)) return [line];
    const comment = picker.pick(COMMENTS);
    return picker.chance(50) || comment.includes('\n') ? [comment, line] : [`${line} ${comment}`];
  });
  return lines.join('\n');
}
