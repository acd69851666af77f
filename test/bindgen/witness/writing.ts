import type { TypeDef } from '../../../wit-parser/index.js';
import type { Direction } from './mutants.js';
import { typeText, type TsType } from './ts-type.js';

/** A type that the program states at one place. */
export interface Slot {
  readonly place: string;
  readonly direction: Direction;
  readonly type: TsType;
}

/** A function, method or accessor that the program names. */
export interface MemberUse {
  readonly place: string;
  /** What a variant may do to it so that the program no longer compiles. */
  readonly changes: readonly MemberChange[];
}

export type MemberChange = 'rename' | 'parameter';

/** The one thing that a variant has otherwise. */
export type Change =
  | { readonly kind: 'type'; readonly slot: number; readonly type: TsType }
  | { readonly kind: MemberChange; readonly member: number };

/** Collects what a program states while it is written, and puts the change of a variant in. */
export interface Writing {
  readonly slots: readonly Slot[];
  readonly members: readonly MemberUse[];
  /** The program's own names of types, with the text of each. */
  readonly aliases: ReadonlyMap<string, string>;
  /** The text of a type that is stated at `place`. */
  type(place: string, direction: Direction, type: TsType): string;
  /** The text of a type that the compiler does not compare at this place. */
  unchecked(type: TsType): string;
  /** How a function or accessor is named, and whether it has one parameter more than it should. */
  member(
    place: string,
    name: string,
    changes: readonly MemberChange[],
  ): { readonly name: string; readonly hasExtra: boolean };
  /** A name for the copy of `type` that `scope` has. */
  aliasOf(scope: string, type: TypeDef, direction: Direction): string;
  /** A name that nothing else has. */
  fresh(stem: string): string;
}

export function createWriting(change: Change | null): Writing {
  const slots: Slot[] = [];
  const members: MemberUse[] = [];
  const aliases = new Map<string, string>();
  const aliasNames = new Map<TypeDef, Map<string, string>>();
  let count = 0;
  const fresh = (stem: string): string => `${stem}${++count}`;
  return {
    slots,
    members,
    aliases,
    fresh,
    type(place, direction, type) {
      const index = slots.push({ place, direction, type }) - 1;
      const isChanged = change?.kind === 'type' && change.slot === index;
      return typeText(isChanged ? change.type : type, aliases);
    },
    unchecked: (type) => typeText(type, aliases),
    member(place, name, changes) {
      const index = members.push({ place, changes }) - 1;
      const isChanged = change !== null && change.kind !== 'type' && change.member === index;
      if (!isChanged) return { name, hasExtra: false };
      return change.kind === 'rename' ? { name: `${name}Other`, hasExtra: false } : { name, hasExtra: true };
    },
    aliasOf(scope, type, direction) {
      const names = aliasNames.get(type) ?? new Map<string, string>();
      aliasNames.set(type, names);
      const key = `${direction} ${scope}`;
      const name = names.get(key) ?? fresh('T');
      names.set(key, name);
      return name;
    },
  };
}
