/** Integers of 8 to 64 bits. */
export type IntegerName = 's8' | 'u8' | 's16' | 'u16' | 's32' | 'u32' | 's64' | 'u64';

/** The least and the greatest integer of a type. */
export function integerRange(type: IntegerName): readonly [bigint, bigint] {
  const bits = BigInt(type.slice(1));
  return type.startsWith('u') ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

/** More digits than any integer has: not worth a conversion, which takes long for millions. */
const MOST_DIGITS = 21;

/**
 * The integer that `text` is; null if it is beyond `type`. `-0` is one of a signed type only, as in wasm-wave.
 *
 * @param text digits, perhaps with a `-` in front
 */
export function readInteger(text: string, type: IntegerName): number | bigint | null {
  if (text.length > MOST_DIGITS || (text.startsWith('-') && type.startsWith('u'))) return null;
  const value = BigInt(text);
  const [least, most] = integerRange(type);
  if (value < least || value > most) return null;
  return type === 's64' || type === 'u64' ? value : Number(value);
}

/** The float nearest to `text`, a number in decimal, `nan`, `inf` or `-inf`. */
export function readFloat(text: string, type: 'f32' | 'f64'): number {
  if (text === 'nan') return NaN;
  if (text === 'inf') return Infinity;
  if (text === '-inf') return -Infinity;
  return type === 'f64' ? Number(text) : nearestF32(text);
}

/**
 * The `f32` nearest to a decimal. Rounding it to an `f64` first may put it in the middle between two, from where it would
 * go to the even one, though the decimal is on one side of the middle.
 */
function nearestF32(text: string): number {
  const wide = Number(text);
  const rounded = Math.fround(wide);
  if (rounded === wide || !Number.isFinite(wide)) return rounded;
  const other = neighbour(rounded, wide);
  if (wide - finite(rounded) !== finite(other) - wide) return rounded;
  const side = compareDecimal(text, wide);
  const outward = other > rounded ? 1 : -1;
  return side === outward ? other : rounded;
}

/** The first number that is too large stands for infinity: rounding goes there from half the way on. */
function finite(float: number): number {
  return Number.isFinite(float) ? float : Math.sign(float) * 2 ** 128;
}

/** The `f32` next to `float` in the direction of `wide`. */
function neighbour(float: number, wide: number): number {
  const bits = new Int32Array(1);
  const view = new Float32Array(bits.buffer);
  view[0] = float;
  const [pattern = 0] = bits;
  const step = wide > float === float > 0 ? 1 : -1;
  bits[0] = float === 0 ? (wide > 0 ? 1 : -0x7fffffff) : pattern + step;
  return view[0];
}

/** More digits than a number in the middle between two of `f32` has. */
const MOST_COMPARED = 1_000;

/** -1, 0 or 1: how the decimal `text` compares with `float`, which is finite and not 0, exactly. */
function compareDecimal(text: string, float: number): number {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  const all = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = BigInt(sign + all.slice(0, MOST_COMPARED));
  const power = Number(exponent) - fraction.length + Math.max(0, all.length - MOST_COMPARED);
  // A float is an integer over a power of two.
  let [numerator, denominator] = [float, 1n];
  while (!Number.isInteger(numerator)) [numerator, denominator] = [numerator * 2, denominator * 2n];
  const left = digits * denominator * 10n ** BigInt(Math.max(0, power));
  const right = BigInt(numerator) * 10n ** BigInt(Math.max(0, -power));
  if (left !== right) return left < right ? -1 : 1;
  if (!/[1-9]/.test(all.slice(MOST_COMPARED))) return 0;
  return sign === '' ? 1 : -1;
}

/** A float as Rust displays it: the fewest digits that are read back as it, never with an exponent. */
export function floatText(value: number, type: 'f32' | 'f64'): string {
  const float = type === 'f32' ? Math.fround(value) : value;
  if (Number.isNaN(float)) return 'nan';
  if (!Number.isFinite(float)) return float > 0 ? 'inf' : '-inf';
  const sign = float < 0 || Object.is(float, -0) ? '-' : '';
  const magnitude = Math.abs(float);
  return sign + withoutExponent(type === 'f32' ? shortestF32(magnitude) : String(magnitude));
}

/** The fewest digits that round to an `f32`: nine always do. */
function shortestF32(float: number): string {
  for (let precision = 1; precision < 9; precision++) {
    const text = float.toPrecision(precision);
    if (nearestF32(text) === float) return text;
  }
  return float.toPrecision(9);
}

/** `1.5e-7` as `0.00000015`, `1e21` with all its zeros; no zeros at the end of a fraction. */
function withoutExponent(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(text) ?? [];
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  const integer = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const rest = point < 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  const decimals = rest.replace(/0+$/, '');
  return decimals === '' ? integer : `${integer}.${decimals}`;
}
