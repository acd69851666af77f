import { isVersion } from '../version-text.js';
import { syntaxMessages } from '../messages.js';
import { suggestion } from '../suggest.js';
import { scanString } from '../string-literal.js';
import { END_OF_FILE, ID, INTEGER, ODD_ID, kindIndex } from '../token-kinds.js';
import type {
  Attribute,
  ErrorNode,
  ExternalIdAttribute,
  Id,
  PackageNameNode,
  UsePath,
  Version,
} from '../tree.js';
import { terminal } from './terminals.js';
import { TypeGrammar } from './type-grammar.js';

const ATTRIBUTES = ['since', 'unstable', 'deprecated', 'external-id'];
const OPEN = kindIndex('(');
const CLOSE = kindIndex(')');
const PERIOD = kindIndex('.');
const HYPHEN = kindIndex('-');
const PLUS = kindIndex('+');

/** Tokens in the parentheses of an unknown attribute. */
const MAX_UNKNOWN_LENGTH = 100;

const NO_ATTRIBUTES: readonly Attribute[] = [];

const COLON = terminal(':');
const SLASH = terminal('/');

interface SlashName {
  readonly name: Id;
  readonly version: Version | null;
}

/** The path of one name. */
export function localPath(name: Id): UsePath {
  return { kind: 'use-path', start: name.start, end: name.end, package: null, name };
}

/** Attributes, versions, package names and paths. */
export class AttributeGrammar extends TypeGrammar {
  /** `1.2.3-rc.1+build`. The suffixes are any words, numbers, hyphens and periods; semver judges the whole text. */
  readonly version = this.RULE('version', (): Version => {
    const start = this.nextStart();
    this.CONSUME(terminal('integer'));
    this.CONSUME(terminal('.'));
    this.CONSUME2(terminal('integer'));
    this.CONSUME2(terminal('.'));
    this.CONSUME3(terminal('integer'));
    return this.ACTION(() => {
      let end = this.lastEnd();
      end = this.versionSuffix(HYPHEN, end);
      end = this.versionSuffix(PLUS, end);
      const text = this.table.text.slice(start, end);
      if (!isVersion(text)) this.report(syntaxMessages.invalidVersion, start, end, { text });
      return { kind: 'version', start, end, text };
    });
  });

  private isSuffixPart(ahead: number): boolean {
    const kind = this.nextKind(ahead);
    if (kind === ID || kind === INTEGER || kind === HYPHEN) return true;
    return kind === ODD_ID && !this.nextText(ahead).startsWith('%');
  }

  /** Skips `-rc.1` or `+build` and returns its end. A period in front of anything else belongs to `use`. */
  private versionSuffix(mark: number, end: number): number {
    if (this.nextKind() !== mark) return end;
    this.SKIP_TOKEN();
    let last = end;
    for (;;) {
      if (this.nextKind() === PERIOD && this.isSuffixPart(2)) this.SKIP_TOKEN();
      else if (!this.isSuffixPart(1)) return last;
      this.SKIP_TOKEN();
      last = this.lastEnd();
    }
  }

  /** `@1.2.3`, or nothing */
  protected readonly atVersion = this.RULE('atVersion', (): Version | null => {
    let version: Version | null = null;
    this.OPTION(() => {
      this.CONSUME(terminal('@'));
      version = this.SUBRULE(this.version);
    });
    return version;
  });

  /** `ns:pkg@1.0.0`. More than one namespace is read, and refused until the feature is one. */
  readonly packageName = this.RULE('packageName', (): PackageNameNode => {
    const parts = [this.SUBRULE(this.name)];
    this.CONSUME(COLON);
    parts.push(this.SUBRULE2(this.name));
    this.MANY(() => {
      this.CONSUME2(COLON);
      parts.push(this.SUBRULE3(this.name));
    });
    const version = this.SUBRULE(this.atVersion);
    const start = parts[0]?.start ?? 0;
    const end = version?.end ?? parts.at(-1)?.end ?? 0;
    this.ACTION(() => {
      if (parts.length > 2) this.report(syntaxMessages.nestedNamespace, start, end, {});
    });
    return {
      kind: 'package-name',
      start,
      end,
      namespaces: parts.slice(0, -1),
      names: parts.slice(-1),
      version,
    };
  });

  /** `/name@1.0.0`: the end of a path into another package */
  protected readonly slashName = this.RULE('slashName', (): SlashName => {
    this.CONSUME(SLASH);
    const name = this.SUBRULE(this.name);
    const version = this.SUBRULE(this.atVersion);
    return { name, version };
  });

  /** `name`, or `ns:pkg/name@1.0.0` */
  readonly usePath = this.RULE('usePath', (): UsePath => {
    const first = this.SUBRULE(this.name);
    const parts = [first];
    let last: SlashName | null = null;
    this.OPTION(() => {
      this.CONSUME(COLON);
      parts.push(this.SUBRULE2(this.name));
      this.MANY(() => {
        this.CONSUME2(COLON);
        parts.push(this.SUBRULE3(this.name));
      });
      last = this.SUBRULE(this.slashName);
    });
    return this.ACTION(() => (last === null ? localPath(first) : this.packagePath(parts, last)));
  });

  /** The path of `parts`, namespaces and package, and what follows the slash. */
  protected packagePath(parts: readonly Id[], { name, version }: SlashName): UsePath {
    const start = parts[0]?.start ?? name.start;
    const end = parts.at(-1)?.end ?? start;
    if (parts.length > 2) this.report(syntaxMessages.nestedNamespace, start, end, {});
    const namespaces = parts.slice(0, -1);
    const names = parts.slice(-1);
    const packageName: PackageNameNode = { kind: 'package-name', start, end, namespaces, names, version };
    return { kind: 'use-path', start, end: version?.end ?? name.end, package: packageName, name };
  }

  readonly attribute = this.RULE('attribute', (): Attribute => {
    const start = this.nextStart();
    this.CONSUME(terminal('@'));
    const name = this.SUBRULE(this.name);
    const known = this.ACTION(() => this.isKnownAttribute(name));
    let read: Attribute | null = null;
    this.OPTION({
      GATE: () => known,
      DEF: () => {
        this.CONSUME(terminal('('));
        read = this.SUBRULE(this.attributeArgument, { ARGS: [start, name] });
        this.CONSUME(terminal(')'));
      },
    });
    return this.ACTION(() => {
      if (!known) return this.skipUnknownAttribute(start);
      if (read === null) this.giveUp('attribute-arguments');
      return { ...(read as Attribute), end: this.lastEnd() };
    });
  });

  private readonly attributeArgument = this.RULE('attributeArgument', (start = 0, name?: Id): Attribute => {
    const attribute = name?.name;
    return this.OR([
      {
        GATE: () => attribute === 'external-id',
        ALT: (): ExternalIdAttribute => {
          this.CONSUME(terminal('string-literal'));
          const text = this.nextText(0);
          return { kind: 'external-id', start, end: start, text, value: scanString(text, 0).value };
        },
      },
      {
        GATE: () => attribute !== 'external-id',
        ALT: (): Attribute => {
          this.ACTION(() => this.checkKey(attribute === 'unstable' ? 'feature' : 'version'));
          this.CONSUME(terminal('id'));
          this.CONSUME(terminal('='));
          return this.OR2([
            {
              GATE: () => attribute === 'unstable',
              ALT: () => ({ kind: 'unstable', start, end: start, feature: this.SUBRULE(this.name) }),
            },
            {
              GATE: () => attribute !== 'unstable',
              ALT: () => ({
                kind: attribute === 'since' ? 'since' : 'deprecated',
                start,
                end: start,
                version: this.SUBRULE(this.version),
              }),
            },
          ]);
        },
      },
    ]);
  });

  private checkKey(key: string): void {
    const isName = this.nextKind() === ID || this.nextKind() === ODD_ID;
    if (isName && this.nextText().replace('%', '') !== key) this.giveUp('attribute-key');
  }

  private isKnownAttribute({ start, end, name }: Id): boolean {
    if (ATTRIBUTES.includes(name)) return true;
    const help = suggestion(name, ATTRIBUTES);
    this.report(syntaxMessages.unknownAttribute, start, end, { name }, help === null ? {} : { help: [help] });
    return false;
  }

  /** An unknown attribute takes its parentheses with it, if they are closed before long. */
  private skipUnknownAttribute(start: number): ErrorNode {
    let depth = this.nextKind() === OPEN ? 1 : 0;
    if (depth > 0) this.SKIP_TOKEN();
    for (
      let count = 0;
      depth > 0 && count < MAX_UNKNOWN_LENGTH && this.nextKind() !== END_OF_FILE;
      count += 1
    ) {
      if (this.nextKind() === OPEN) depth += 1;
      if (this.nextKind() === CLOSE) depth -= 1;
      this.SKIP_TOKEN();
    }
    return { kind: 'error', start, end: this.lastEnd() };
  }

  readonly attributes = this.RULE('attributes', (): readonly Attribute[] => {
    let attributes = NO_ATTRIBUTES;
    this.MANY(() => {
      const attribute = this.SUBRULE(this.attribute);
      attributes = [...attributes, attribute];
    });
    return attributes;
  });
}
