/**
 * What engines and tools agree to refuse, so that a component that passes here runs elsewhere. Those of core modules are
 * from the JavaScript API's list, those of components are wasm-tools'.
 */
export const LIMITS = {
  nameBytes: 100_000,
  types: 1_000_000,
  supertypes: 5,
  coreSubtypeDepth: 63,
  structFields: 10_000,
  params: 1_000,
  results: 1_000,
  moduleDeclarations: 100_000,
  declarations: 1_000_000,
  recordFields: 10_000,
  variantCases: 10_000,
  tupleTypes: 10_000,
  flags: 1_000,
  enumCases: 10_000,
  instanceArguments: 100_000,
  inlineExports: 100_000,
  canonOptions: 10,
  startArguments: 1_000,
  nesting: 100,
  /** Nodes of a type, those that are shared counted as often as they are used. */
  typeWeight: 1_000_000,
  fixedLengthListElements: 2 ** 30,
  instances: 4_096,
  values: 1_000,
  coreModules: 1_000,
  components: 1_000,
  /** Everything in one file that has a place in a list, code aside: what bounds the memory that a file can ask for. */
  items: 2_000_000,
} as const;
