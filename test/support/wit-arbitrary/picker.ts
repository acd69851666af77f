import { uniquenessKey } from '../../../base/index.js';

/** Random choices, all of them drawn from one source. */
export interface Picker {
  /** In [0, limit). */
  below(limit: number): number;
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffle<T>(list: readonly T[]): T[];
  /** `least` to `most` results of `make`. */
  some<T>(least: number, most: number, make: () => T): T[];
}

export function createPicker(below: (limit: number) => number): Picker {
  const picker: Picker = {
    below,
    // The small draws mean "no", so that shrinking leaves optional things out.
    chance: (percent) => below(100) >= 100 - percent,
    pick(list) {
      const value = list[below(list.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
    shuffle(list) {
      const rest = [...list];
      return list.flatMap(() => rest.splice(below(rest.length), 1));
    },
    some: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
  };
  return picker;
}

const WORDS = [
  'a', 'b', 'body', 'color', 'entry', 'get', 'set', 'half-open', 'HTTP', 'io', 'key', 'node', 'point-2', 'row',
  'self-id', 'size', 'token', 'URL-list', 'value', 'x-1-y', 'zone', 'type', 'record', 'stream', 'from', 'async', 'map',
  'list', 'static', 'error-context', 'result', 'world', 'package', 'u8',
] as const; // prettier-ignore

const KEYWORDS: ReadonlySet<string> = new Set([
  'type', 'record', 'stream', 'from', 'async', 'map', 'list', 'static', 'error-context', 'result', 'world', 'package',
  'u8',
]); // prettier-ignore

/** The names of one scope; unique in the strong sense. */
export interface Scope {
  /** A new name, as written (perhaps with `%`). */
  fresh(): string;
  /** Takes `name` if it is free. */
  take(name: string): boolean;
}

export function createScope(picker: Picker, taken: Iterable<string> = []): Scope {
  const keys = new Set([...taken].map(keyOf));
  const scope: Scope = {
    take(name) {
      const key = keyOf(name);
      if (keys.has(key)) return false;
      keys.add(key);
      return true;
    },
    fresh() {
      const word = picker.pick(WORDS);
      for (let tries = 0; ; tries++) {
        const name = tries === 0 ? word : `${word}-${tries}`;
        if (scope.take(name)) return KEYWORDS.has(name) || picker.chance(5) ? `%${name}` : name;
      }
    },
  };
  return scope;
}

function keyOf(name: string): string {
  return uniquenessKey(name.replace('%', ''));
}
