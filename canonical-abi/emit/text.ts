/**
 * Text of a function body under construction: lines, indented by the blocks around them, and names that are taken only once.
 * What stands in the text are names made here, numbers, and quoted strings: nothing that a component calls something.
 */
export class Text {
  readonly #lines: string[] = [];
  #depth = 0;
  #names = 0;

  line(text: string): void {
    this.#lines.push('  '.repeat(this.#depth) + text);
  }

  /** `head {`, what `body` writes, `}`. */
  block(head: string, body: () => void): void {
    this.open(`${head} {`);
    body();
    this.close();
  }

  /** A line that begins a block. */
  open(head: string): void {
    this.line(head);
    this.#depth += 1;
  }

  /** The line that ends it. */
  close(tail = '}'): void {
    this.#depth -= 1;
    this.line(tail);
  }

  /** The line that ends one block and begins the next: `} else {`. */
  next(between: string): void {
    this.close(between);
    this.#depth += 1;
  }

  /** A new name that tells what it is for: `ptr3`. */
  name(hint: string): string {
    return `${hint}${this.#names++}`;
  }

  /** Names the value of an expression, which is evaluated here. */
  define(hint: string, expression: string): string {
    const name = this.name(hint);
    this.line(`const ${name} = ${expression};`);
    return name;
  }

  toString(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }
}

/** A string as JavaScript text. */
export function quote(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** A property in an object literal; `__proto__` would be the prototype there. */
export function propertyKey(key: string): string {
  return key === '__proto__' ? `[${quote(key)}]` : quote(key);
}
