import type { Side } from '../../../bindgen/index.js';
import type { World } from '../../../wit-parser/index.js';
import type { SeededRandom } from '../../support/seeded-random.js';
import { mutantsOf } from './mutants.js';
import { witnessOf, type Witness } from './program.js';
import type { Change } from './writing.js';

/** A witness with one thing changed, which must not compile. */
export interface Variant {
  /** What was changed, and where. */
  readonly what: string;
  readonly text: string;
}

/** Of three changes one is of a name or of the number of parameters; the others are of types. */
const MEMBER_SHARE = 1 / 3;

/** Draws up to `count` different variants of `witness`; fewer where a world has less to change. */
export function variantsOf(
  world: World,
  side: Side,
  witness: Witness,
  count: number,
  random: SeededRandom,
): readonly Variant[] {
  const variants = new Map<string, Variant>();
  for (let tries = 0; tries < 20 * count && variants.size < count; tries++) {
    const drawn = random.next() < MEMBER_SHARE ? memberChange(witness, random) : typeChange(witness, random);
    if (drawn === null || variants.has(drawn.what)) continue;
    variants.set(drawn.what, { what: drawn.what, text: witnessOf(world, side, drawn.change).text });
  }
  return [...variants.values()];
}

interface DrawnChange {
  readonly what: string;
  readonly change: Change;
}

function memberChange({ members }: Witness, random: SeededRandom): DrawnChange | null {
  const member = random.below(members.length);
  const { place, changes } = members[member] ?? { place: '', changes: [] };
  if (changes.length === 0) return null;
  const kind = random.pick(changes);
  const what = kind === 'rename' ? 'another name' : 'one parameter more';
  return { what: `${place}: ${what}`, change: { kind, member } };
}

function typeChange({ slots }: Witness, random: SeededRandom): DrawnChange | null {
  const index = random.below(slots.length);
  const slot = slots[index];
  if (slot === undefined) return null;
  const mutants = mutantsOf(slot.type, slot.direction);
  if (mutants.length === 0) return null;
  const { what, type } = random.pick(mutants);
  return { what: `${slot.place}: ${what}`, change: { kind: 'type', slot: index, type } };
}
