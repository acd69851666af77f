/** Controls but tab and line feed, and the marks that reorder text: they would act on the terminal instead of being seen. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROL_PICTURES = 0x2400;

/**
 * `text` with its control and bidirectional characters replaced by visible ones, unit for unit, so that hostile input
 * can neither steer the terminal nor draw a line other than it is.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(CONTROL_PICTURES + code) : '\ufffd';
  });
}
