/**
 * Everything that can be reached from `value`, as text: each object by the number of its first visit, so that equal
 * texts mean equal content, equal order, and the same parts shared.
 */
export function objectGraph(value: unknown): string {
  const numbers = new Map<object, number>();
  const waiting: object[] = [];
  const shown = (part: unknown): string => {
    if (typeof part !== 'object' || part === null) return JSON.stringify(part) ?? 'undefined';
    let number = numbers.get(part);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(part, number);
      waiting.push(part);
    }
    return `#${number}`;
  };
  const entriesOf = (part: object): readonly (readonly unknown[])[] => {
    if (part instanceof Map) return [...part];
    if (part instanceof Set) return [...part].map((element) => [element]);
    return Object.entries(part);
  };
  shown(value);
  const lines: string[] = [];
  for (let next = 0; next < waiting.length; next++) {
    const part = waiting[next] ?? {};
    lines.push(
      `#${next} ${entriesOf(part)
        .map((entry) => entry.map(shown).join(': '))
        .join(', ')}`,
    );
  }
  return lines.join('\n');
}
