/**
 * Every node that `roots` reach through `before`, each once and behind all those that come before it. On a cycle, one of
 * its nodes is in front of another that should come before it.
 */
export function postorder<T>(roots: Iterable<T>, before: (node: T) => Iterable<T>): Set<T> {
  const ordered = new Set<T>();
  const begun = new Set<T>();
  // An explicit stack: a chain of nodes may be longer than the call stack is deep.
  const stack = [...roots].reverse().map((node) => ({ node, entered: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, entered } = top;
    if (entered) ordered.add(node);
    if (entered || begun.has(node)) continue;
    begun.add(node);
    stack.push({ node, entered: true });
    for (const next of [...before(node)].reverse()) stack.push({ node: next, entered: false });
  }
  return ordered;
}

/** A cycle among the nodes that `roots` reach, in order, its first node again at the end; null if there is none. */
export function findCycle<T>(roots: Iterable<T>, before: (node: T) => Iterable<T>): readonly T[] | null {
  const placed = new Set<T>();
  for (const node of postorder(roots, before)) {
    placed.add(node);
    for (const next of before(node)) {
      if (!placed.has(next)) return [...pathBetween(next, node, before), next];
    }
  }
  return null;
}

/** The shortest way from `start` to `end`, both included. */
function pathBetween<T>(start: T, end: T, before: (node: T) => Iterable<T>): readonly T[] {
  const cameFrom = new Map<T, T | null>([[start, null]]);
  for (const [node] of cameFrom) {
    for (const next of before(node)) if (!cameFrom.has(next)) cameFrom.set(next, node);
  }
  const path: T[] = [];
  for (let node: T | null = end; node !== null; node = cameFrom.get(node) ?? null) path.unshift(node);
  return path;
}
