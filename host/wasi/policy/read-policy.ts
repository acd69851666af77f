import {
  type Diagnostic, type DiagnosticDefinition, hasErrors, nearest, type Result, type SourceFile,
} from '../../../base/index.js'; // prettier-ignore
import { type JsonPath, placeOf } from './json-place.js';
import { policyMessages } from './messages.js';
import { parseDirectory, type Policy, STDIO_NAMES } from './policy.js';
import { parseHttpRule, parseNetRule } from './rules.js';

/** Where a value came from, for findings. */
export interface PolicyPlace {
  /** The text that holds it, which is JSON; null for one that was made otherwise. */
  readonly file: SourceFile | null;
  /** From the root of that text to the policy. */
  readonly path: JsonPath;
  /** The options of a command line that its fields came from. */
  readonly options?: Readonly<Record<string, string>>;
}

type Check = (value: unknown, path: JsonPath) => void;

/** Checks that `value` is a policy. Null after saying why it is none. */
export function readPolicy(
  value: unknown,
  place: PolicyPlace = { file: null, path: ['policy'] },
): Result<Policy | null> {
  const reader = new PolicyReader(place);
  reader.policy(value, place.path);
  const { diagnostics } = reader;
  return { value: hasErrors(diagnostics) ? null : (value as Policy), diagnostics };
}

class PolicyReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: SourceFile | null;
  readonly #options: Readonly<Record<string, string>>;

  constructor({ file, options = {} }: PolicyPlace) {
    this.#file = file;
    this.#options = options;
  }

  policy(value: unknown, path: JsonPath): void {
    const text = this.#text;
    const fields: Record<keyof Policy, Check> = {
      args: this.#listOf(text),
      env: (found, at) => this.#variables(found, at),
      inheritEnv: this.#listOf((found, at) => this.#variableName(found, at)),
      stdio: this.#switchOr('a list of `stdin`, `stdout`, `stderr`', (found, at) => this.#stdio(found, at)),
      clocks: this.#switch,
      random: this.#switch,
      dirs: this.#listOf(this.#parsed(parseDirectory, policyMessages.badDirectory, DIRECTORY_HELP)),
      net: this.#switchOr('a list', this.#parsed(parseNetRule, policyMessages.badNetRule, NET_HELP)),
      http: this.#switchOr('a list', this.#parsed(parseHttpRule, policyMessages.badHttpRule, HTTP_HELP)),
    };
    if (!isRecord(value)) return this.#wrong(value, path, 'an object');
    for (const [name, found] of Object.entries(value)) {
      const check = Object.hasOwn(fields, name) ? fields[name as keyof Policy] : null;
      const option = this.#options[name];
      if (check !== null) check(found, option === undefined ? [...path, name] : [option]);
      else this.#unknown(name, path, Object.keys(fields));
    }
  }

  readonly #text: Check = (value, path) => {
    if (typeof value !== 'string') this.#wrong(value, path, 'a string');
  };

  readonly #switch: Check = (value, path) => {
    if (typeof value !== 'boolean') this.#wrong(value, path, '`true` or `false`');
  };

  #switchOr(expected: string, check: Check): Check {
    const list = this.#listOf(check);
    return (value, path) => {
      if (Array.isArray(value)) list(value, path);
      else if (typeof value !== 'boolean') this.#wrong(value, path, `\`true\`, \`false\` or ${expected}`);
    };
  }

  #listOf(check: Check): Check {
    return (value, path) => {
      if (!Array.isArray(value)) return this.#wrong(value, path, 'a list');
      value.forEach((element, i) => check(element, isOption(path) ? path : [...path, i]));
    };
  }

  #parsed(
    parse: (text: string) => object | null,
    message: DiagnosticDefinition<{ place: string; text: string }>,
    help: string,
  ): Check {
    return (value, path) => {
      if (typeof value !== 'string') return this.#wrong(value, path, 'a string');
      if (parse(value) !== null) return;
      this.diagnostics.push(
        message.at(placeOf(this.#file, path), { place: pathText(path), text: value }, { help: [help] }),
      );
    };
  }

  #stdio(value: unknown, path: JsonPath): void {
    if (!STDIO_NAMES.some((name) => name === value))
      this.#wrong(value, path, '`stdin`, `stdout` or `stderr`');
  }

  #variables(value: unknown, path: JsonPath): void {
    if (!isRecord(value)) return this.#wrong(value, path, 'an object of strings');
    for (const [name, text] of Object.entries(value)) {
      this.#variableName(name, [...path, name]);
      this.#text(text, [...path, name]);
    }
  }

  #variableName(value: unknown, path: JsonPath): void {
    if (typeof value !== 'string') return this.#wrong(value, path, 'a string');
    if (value !== '' && !value.includes('=') && !value.includes('\0')) return;
    this.diagnostics.push(
      policyMessages.badVariable.at(placeOf(this.#file, path), { place: pathText(path), text: value }, {
        help: ['a name is not empty and holds no `=`'],
      }),
    ); // prettier-ignore
  }

  #wrong(value: unknown, path: JsonPath, expected: string): void {
    this.diagnostics.push(
      policyMessages.wrongType.at(placeOf(this.#file, path), {
        place: pathText(path), expected, found: describe(value),
      }),
    ); // prettier-ignore
  }

  #unknown(field: string, path: JsonPath, known: readonly string[]): void {
    const near = nearest(field, known);
    const help =
      near === null
        ? `it takes ${known.map((name) => `\`${name}\``).join(', ')}`
        : `did you mean \`${near}\`?`;
    this.diagnostics.push(
      policyMessages.unknownField.at(placeOf(this.#file, [...path, field]), { place: pathText(path), field }, {
        help: [help],
      }),
    ); // prettier-ignore
  }
}

const DIRECTORY_HELP = 'write `HOST::GUEST`, or one path for both; `:ro` behind it gives it for reading only';
const NET_HELP =
  'write `HOST`, `HOST:PORT` or `IP/BITS:PORT`; the host is a name, `*.NAME`, an address (`[::1]` for IPv6) or `*`';
const HTTP_HELP = 'write `https://HOST`, `http://HOST:PORT`, or `HOST` for both schemes; `*` is everywhere';

/** An option is given once for each element, and so needs no number. */
function isOption([first]: JsonPath): boolean {
  return typeof first === 'string' && first.startsWith('--');
}

function pathText(path: JsonPath): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join('');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === null || typeof value === 'boolean') return `\`${String(value)}\``;
  if (typeof value === 'string') return `the string ${JSON.stringify(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
