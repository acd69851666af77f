// A transform of the AssemblyScript compiler: its exports are identifiers, those of a component's core module are not.
const STORE = 'test:shop/store#';

const NAMES = {
  reallocate: ['cabi_realloc'],
  freeLowered: ['greet', 'find', '[method]basket.items', '[method]basket.settle', 'checkout'].map(
    (name) => `cabi_post_${STORE}${name}`,
  ),
  basketConstructor: [`${STORE}[constructor]basket`],
  basketDestructor: [`${STORE}[dtor]basket`],
  basketAdd: [`${STORE}[method]basket.add`],
  basketItems: [`${STORE}[method]basket.items`],
  basketTotal: [`${STORE}[method]basket.total`],
  basketSettle: [`${STORE}[method]basket.settle`],
  ...Object.fromEntries(
    ['greet', 'find', 'sum', 'checkout', 'audit', 'open', 'fail'].map((name) => [name, [STORE + name]]),
  ),
};

export default class ShopNames {
  afterCompile(module) {
    for (const [name, exported] of Object.entries(NAMES)) {
      module.removeExport(name);
      for (const one of exported) module.addFunctionExport(`shop/${name}`, one);
    }
  }
}
