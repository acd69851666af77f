// Runs a component in a page, by itself: what a test evaluates in a page is not subject to its content security policy.
import { compile, instantiate } from '/dist/host/index.js';
import { greeterScenario, newFunctionWorks } from './greeter-scenario.js';

const engine = new URLSearchParams(location.search).get('engine');

globalThis.seen = (async () => {
  const response = await fetch('/greeter.wasm');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const options = engine === null ? {} : { engine };
  return {
    newFunction: newFunctionWorks(),
    scenario: await greeterScenario({ compile, instantiate }, bytes, options),
  };
})();
