// What the component of greeter-component.ts is put through, in a page with the built package and in Node with the sources.

/** @returns what was seen, as plain data */
export async function greeterScenario({ compile, instantiate }, bytes, options) {
  const logged = [];
  const log = (text) => void logged.push(text);
  const compiled = await compile(bytes);
  const { api } = await instantiate(compiled, { log }, options);
  const echoed = ['', 'plain', 'žluťoučký kůň 🦀', 'x'.repeat(100_000)].map(
    (text) => api.echo(text) === text,
  );
  const counter = new api.Counter(40);
  const sum = counter.plus(2);
  counter[Symbol.dispose]();
  const afterDrop = failureOf(() => counter.plus(1));
  const wrongArgument = failureOf(() => api.echo(1));
  const trap = failureOf(() => api.fail());
  const afterTrap = failureOf(() => api.echo('again'));
  const another = (await instantiate(compiled, { log }, options)).api.echo('another instance');
  return {
    echoed,
    logged: logged.map((text) => text.slice(0, 20)),
    sum,
    afterDrop,
    wrongArgument,
    trap,
    afterTrap,
    another,
  };
}

/** The name and code of what `call` throws, and where in the values it was. */
function failureOf(call) {
  try {
    call();
    return null;
  } catch (error) {
    return { name: error.name, code: error.code ?? null, message: error.message };
  }
}

/** Whether code may be made of text here. */
export function newFunctionWorks() {
  try {
    return new Function('return true')();
  } catch (error) {
    return error.name;
  }
}
