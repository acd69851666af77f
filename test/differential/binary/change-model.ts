import { decodeComponent, encodeComponent, type Component, type Slice } from '../../../component/index.js';
import type { SeededRandom } from '../../support/seeded-random.js';

/** Fields that hold an index of some space. */
const INDEXES = new Set([
  'index', 'type', 'instance', 'module', 'component', 'func', 'coreFunc', 'memory', 'table', 'resource', 'element',
  'ok', 'error', 'result', 'destructor', 'count', 'value', 'key', 'types', 'slot', 'length',
]); // prettier-ignore

/** Fields that hold a name; a list of them is `labels`. */
const NAMES = new Set(['label', 'labels', 'name', 'value']);

/** Lists of which an entry can go, come twice, or change places. */
const LISTS = new Set([
  'options', 'fields', 'cases', 'labels', 'params', 'types', 'attributes', 'arguments', 'exports', 'definitions',
  'declarations', 'sections',
]); // prettier-ignore

const PRIMITIVES = [
  'bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'f32', 'f64', 'char', 'string', 'error-context',
]; // prettier-ignore

const CORE_NUMBERS = ['i32', 'i64', 'f32', 'f64'];

const SORTS = [
  'func', 'value', 'type', 'component', 'instance', 'core func', 'core table', 'core memory', 'core global',
  'core module', 'core instance',
]; // prettier-ignore

const OPTIONS = ['utf8', 'utf16', 'latin1+utf16', 'async', 'memory', 'realloc', 'post-return', 'callback'];

/** A place in a model that can be changed: how to change it there. */
interface Site {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string;
  readonly kind: 'index' | 'name' | 'primitive' | 'core number' | 'sort' | 'option' | 'flag' | 'list';
}

/**
 * Changes one index, label, option or type of the component, at any depth, in the decoded model. Null where nothing can be
 * changed, or where the changed model is one that no bytes say.
 */
export function changeModel(slice: Slice, random: SeededRandom): Uint8Array | null {
  const model = mutableCopy(decodeNested(slice));
  const sites: Site[] = [];
  collect(model, 'sections', sites);
  const byKind = new Map<Site['kind'], Site[]>();
  for (const site of sites) byKind.set(site.kind, [...(byKind.get(site.kind) ?? []), site]);
  if (byKind.size === 0) return null;
  // A kind first: there are many more indexes than options.
  change(random.pick(random.pick([...byKind.values()])), byKind, random);
  try {
    return encodeComponent(model as Component);
  } catch {
    return null;
  }
}

/** The component with all that is nested in it decoded, so that it can be changed there, too. */
function decodeNested(slice: Slice): Component {
  const component = decodeComponent(slice).value;
  const sections = component.sections.map((section) =>
    section.id === 4
      ? {
          ...section,
          definitions: section.definitions.map((definition) =>
            'sections' in definition.content
              ? definition
              : { ...definition, content: decodeNested(definition.content) },
          ),
        }
      : section,
  );
  return { ...component, sections };
}

function mutableCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || 'file' in value)
    return value;
  if (Array.isArray(value)) return value.map(mutableCopy);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mutableCopy(inner)]));
}

/** @param role the field that holds `value`, or the list that it is an entry of. */
function collect(value: unknown, role: string, sites: Site[]): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || 'file' in value) return;
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value)) {
    const field = isList ? role : key;
    if (field === 'start' || field === 'end' || field === 'id' || field === 'source') continue;
    const kind = kindOf(inner, field);
    if (kind !== null) sites.push({ holder: value as Site['holder'], key, kind });
    collect(inner, field, sites);
  }
}

function kindOf(value: unknown, field: string): Site['kind'] | null {
  if (Array.isArray(value)) return LISTS.has(field) ? 'list' : null;
  if (typeof value === 'number') return INDEXES.has(field) ? 'index' : null;
  if (typeof value === 'boolean') return field === 'async' || field === 'nullable' ? 'flag' : null;
  if (typeof value !== 'string') return null;
  if (field === 'sort') return 'sort';
  if (field === 'kind') return OPTIONS.includes(value) ? 'option' : null;
  if (PRIMITIVES.includes(value) && field !== 'name') return 'primitive';
  if (CORE_NUMBERS.includes(value)) return 'core number';
  return NAMES.has(field) ? 'name' : null;
}

function change(
  { holder, key, kind }: Site,
  all: ReadonlyMap<Site['kind'], readonly Site[]>,
  random: SeededRandom,
): void {
  const target = holder as Record<string, unknown>;
  const value = target[key];
  switch (kind) {
    case 'index':
      target[key] = Math.max(0, Number(value) + random.pick([-2, -1, 1, 1, 2, 7]));
      break;
    case 'name':
      target[key] = changedName(String(value), all.get('name') ?? [], random);
      break;
    case 'primitive':
      target[key] = random.pick(PRIMITIVES);
      break;
    case 'core number':
      target[key] = random.pick(CORE_NUMBERS);
      break;
    case 'sort':
      target[key] = random.pick(SORTS);
      break;
    case 'option':
      target[key] = random.pick(OPTIONS);
      break;
    case 'flag':
      target[key] = value !== true;
      break;
    case 'list':
      changeList(value as unknown[], random);
      break;
  }
}

const NAME_PARTS = [
  'a',
  'A',
  '-',
  '1',
  '[method]',
  '[static]',
  '[constructor]',
  '.',
  ':',
  '/',
  '@1.0.0',
  'é',
  '',
];

/** Another name of the component, or the same with a part more or less. */
function changedName(name: string, sites: readonly Site[], random: SeededRandom): string {
  if (random.below(2) === 0) {
    const { holder, key } = random.pick(sites);
    return String((holder as Record<string, unknown>)[key]);
  }
  const at = random.below(name.length + 1);
  return name.slice(0, at) + random.pick(NAME_PARTS) + name.slice(at + random.below(3));
}

function changeList(list: unknown[], random: SeededRandom): void {
  const at = random.below(list.length);
  const entry = list[at];
  switch (random.below(3)) {
    case 0:
      list.splice(at, 1);
      break;
    case 1:
      if (entry !== undefined) list.splice(random.below(list.length + 1), 0, mutableCopy(entry));
      break;
    default:
      if (entry !== undefined) list.splice(random.below(list.length), 0, ...list.splice(at, 1));
  }
}

/** Changes, adds or removes one to three bytes. */
export function changeBytes(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  let changed = [...bytes];
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(changed.length);
    switch (random.below(4)) {
      case 0:
        changed = [...changed.slice(0, at), random.below(256), ...changed.slice(at)];
        break;
      case 1:
        changed = [...changed.slice(0, at), ...changed.slice(at + 1)];
        break;
      default:
        changed[at] =
          random.below(2) === 0 ? random.below(256) : ((changed[at] ?? 0) + random.pick([-1, 1])) & 255;
    }
  }
  return Uint8Array.from(changed);
}
