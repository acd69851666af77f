// What the bundle leaves out of Commander: its subcommands in files of their own, which need `child_process`. Loading that
// takes a cold start 4 ms.
const FILE = /[\\/]node_modules[\\/]commander[\\/]lib[\\/]command\.js$/;
const REQUIRE = "require('node:child_process')";

/** The plugin for rolldown. A Commander that asks for it in another way fails the build. */
export function leanCommander() {
  return {
    name: 'lean-commander',
    transform(code, id) {
      if (!FILE.test(id)) return null;
      if (!code.includes(REQUIRE)) throw new Error(`commander no longer says ${REQUIRE}`);
      return { code: code.replace(REQUIRE, '{}'), map: null };
    },
  };
}
