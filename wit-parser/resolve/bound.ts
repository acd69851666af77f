import type { Diagnostic, Span } from '../../base/index.js';
import type { FuncKind, PackageName, Stability } from '../model.js';
import type { PrimitiveName } from '../syntax/tree.js';
import type { LostNames } from './lost-names.js';

/**
 * A package after `bind`: every name looked up, every item kept with its gate. `select` turns it into the model.
 * Arrays are in the order in which wasm-tools numbers things, so that numbering needs no second pass.
 */
export interface BoundPackage {
  readonly kind: 'package';
  readonly name: PackageName;
  readonly docs: string | null;
  readonly span: Span | null;
  /** Interfaces and worlds by name; they share one namespace. */
  readonly items: ReadonlyMap<string, BoundItem>;
  /** Named ones in dependency order, then the inline ones of worlds. */
  readonly interfaces: readonly BoundInterface[];
  /** In dependency order. */
  readonly worlds: readonly BoundWorld[];
  readonly types: readonly BoundType[];
  /** Where types of an interface are used, or the interface is given a name at the top of a file. */
  readonly uses: readonly BoundUse[];
  /** Findings about other packages that stand behind a gate: they count only if it is open. */
  readonly deferred: readonly DeferredDiagnostic[];
  /** A built-in package seen as an older version: items `@since` a later one are dropped, not refused. */
  readonly olderView: boolean;
  /** What syntax errors may have taken out of it. */
  readonly lost: LostNames;
}

export interface DeferredDiagnostic {
  readonly stability: Stability;
  readonly diagnostic: Diagnostic;
}

export interface BoundUse {
  readonly interface: BoundInterface;
  readonly stability: Stability | null;
  /** The path. */
  readonly span: Span;
}

export type BoundItem = BoundInterface | BoundWorld;

export interface BoundInterface {
  readonly kind: 'interface';
  readonly name: string | null;
  readonly package: BoundPackage;
  /** Its place in `package.interfaces`; -1 for one that a second declaration of its name hides. */
  readonly index: number;
  readonly types: ReadonlyMap<string, BoundType>;
  readonly functions: readonly BoundFunc[];
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly span: Span;
  readonly lost: LostNames;
  /** False while its items are unknown: before its turn, which a `use` can only see in a cycle. */
  readonly bound: boolean;
}

export interface BoundWorld {
  readonly kind: 'world';
  readonly name: string;
  readonly package: BoundPackage;
  readonly index: number;
  readonly includes: readonly BoundInclude[];
  readonly imports: readonly BoundWorldItem[];
  readonly exports: readonly BoundWorldItem[];
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly span: Span;
  readonly lost: LostNames;
  readonly bound: boolean;
}

export interface BoundInclude {
  readonly world: BoundWorld;
  readonly stability: Stability | null;
  readonly renames: readonly { readonly from: string; readonly to: string; readonly span: Span }[];
  /** The path behind `include`. */
  readonly span: Span;
}

export type BoundWorldItem =
  | {
      readonly kind: 'interface';
      readonly label: string | null;
      readonly interface: BoundInterface;
      readonly docs: string | null;
      readonly stability: Stability | null;
      readonly externalId: string | null;
      readonly span: Span;
    }
  | { readonly kind: 'func'; readonly func: BoundFunc }
  | { readonly kind: 'type'; readonly name: string; readonly type: BoundType };

export interface BoundFunc {
  readonly kind: FuncKind;
  /** Mangled, as in the model. */
  readonly name: string;
  readonly resource: BoundType | null;
  readonly params: readonly { readonly name: string; readonly type: BoundRef; readonly span: Span }[];
  readonly result: BoundRef | null;
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly externalId: string | null;
  readonly span: Span;
}

/** A primitive, or a definition of this package or (only in an alias that `use` made) of another. */
export type BoundRef = PrimitiveName | BoundType;

export interface BoundType {
  /** Its place in `package.types`. */
  readonly index: number;
  readonly package: BoundPackage;
  readonly name: string | null;
  readonly owner: BoundItem | null;
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly externalId: string | null;
  readonly span: Span;
  readonly shape: BoundShape;
  /** What the type is once aliases are followed, if that is a resource. */
  readonly resource: BoundType | null;
  readonly containsBorrow: boolean;
}

export type BoundShape =
  | { readonly kind: 'error' }
  | { readonly kind: 'alias'; readonly type: BoundRef }
  | { readonly kind: 'resource' }
  | { readonly kind: 'own' | 'borrow'; readonly resource: BoundType }
  | { readonly kind: 'record'; readonly fields: readonly BoundField[] }
  | { readonly kind: 'variant'; readonly cases: readonly BoundCase[] }
  | { readonly kind: 'enum'; readonly cases: readonly BoundMember[] }
  | { readonly kind: 'flags'; readonly flags: readonly BoundMember[] }
  | { readonly kind: 'tuple'; readonly types: readonly BoundRef[] }
  | { readonly kind: 'option'; readonly type: BoundRef }
  | { readonly kind: 'list'; readonly element: BoundRef }
  | { readonly kind: 'fixed-length-list'; readonly element: BoundRef; readonly length: number }
  | { readonly kind: 'map'; readonly key: BoundRef; readonly value: BoundRef }
  | { readonly kind: 'result'; readonly ok: BoundRef | null; readonly err: BoundRef | null }
  | { readonly kind: 'future' | 'stream'; readonly type: BoundRef | null };

export interface BoundMember {
  readonly name: string;
  readonly docs: string | null;
  readonly span: Span;
}

export interface BoundField extends BoundMember {
  readonly type: BoundRef;
}

export interface BoundCase extends BoundMember {
  readonly type: BoundRef | null;
}

/**
 * Whether nothing is known about `ref`: an error type, or another name of one behind a gate. Checks let it pass.
 */
export function isUnknown(ref: BoundRef | null): boolean {
  if (ref === null || typeof ref === 'string') return false;
  return ref.shape.kind === 'error' || (ref.shape.kind === 'alias' && isErrorType(ref.shape.type));
}

/** Whether `ref` stands for something that could not be looked up. It goes with everything, so that no error follows. */
export function isErrorType(ref: BoundRef | null): boolean {
  return ref !== null && typeof ref !== 'string' && ref.shape.kind === 'error';
}
