/**
 * Sorts nodes `0 … edges.length - 1` so that each comes after those it points to, and otherwise in the given order:
 * of all nodes that are ready, the first one is next. That order is what wasm-tools numbers interfaces and types by.
 * Nodes that are in a cycle, or depend on one, are left out.
 */
export function topologicalOrder(edges: readonly (readonly number[])[]): number[] {
  // Most texts define before they refer: then the given order is the answer, and needs no heap.
  if (edges.every((targets, node) => targets.every((target) => target < node))) return [...edges.keys()];
  const waitingFor = edges.map((targets) => targets.length);
  const dependents: number[][] = edges.map(() => []);
  edges.forEach((targets, node) => {
    for (const target of targets) dependents[target]?.push(node);
  });
  const ready = createHeap();
  waitingFor.forEach((count, node) => {
    if (count === 0) push(ready, node);
  });
  const order: number[] = [];
  for (let node = pop(ready); node !== undefined; node = pop(ready)) {
    order.push(node);
    for (const dependent of dependents[node] ?? []) {
      const left = (waitingFor[dependent] ?? 0) - 1;
      waitingFor[dependent] = left;
      if (left === 0) push(ready, dependent);
    }
  }
  return order;
}

/**
 * One cycle for each group of nodes that depend on each other, as the nodes in the order in which each points to the
 * next, the last to the first. A node of an earlier answer is not in a later one, so each mistake is told once.
 */
export function findCycles(edges: readonly (readonly number[])[]): number[][] {
  const seen = new Uint8Array(edges.length);
  /** Where a node is on the path, or -1. */
  const position = new Int32Array(edges.length).fill(-1);
  const cycles: number[][] = [];
  for (let start = 0; start < edges.length; start++) {
    if (seen[start] === 1) continue;
    const path: PathStep[] = [];
    enter(path, start, seen, position);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = edges[top.node]?.[top.next++];
      if (target === undefined) {
        position[top.node] = -1;
        path.pop();
      } else if (seen[target] === 0) {
        enter(path, target, seen, position);
      } else {
        const from = position[target] ?? -1;
        if (from > top.lastTold) cycles.push(tell(path, from));
      }
    }
  }
  return cycles;
}

interface PathStep {
  readonly node: number;
  /** The index of the edge to follow next. */
  next: number;
  /** The highest place on the path, up to this one, whose node is in a cycle that has been told; -1 if there is none. */
  lastTold: number;
}

function enter(path: PathStep[], node: number, seen: Uint8Array, position: Int32Array): void {
  seen[node] = 1;
  position[node] = path.length;
  path.push({ node, next: 0, lastTold: path.at(-1)?.lastTold ?? -1 });
}

function tell(path: readonly PathStep[], from: number): number[] {
  const cycle = path.slice(from);
  cycle.forEach((step, index) => {
    step.lastTold = from + index;
  });
  return cycle.map((step) => step.node);
}

/** A binary heap of numbers, smallest first. */
type Heap = number[];

function createHeap(): Heap {
  return [];
}

function push(heap: Heap, value: number): void {
  let at = heap.length;
  heap.push(value);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] ?? value;
    if (above <= value) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = value;
}

function pop(heap: Heap): number | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    const left = heap[child] ?? last;
    const right = heap[child + 1] ?? Infinity;
    const smaller = Math.min(left, right);
    if (smaller >= last) break;
    heap[at] = smaller;
    at = right < left ? child + 1 : child;
  }
  heap[at] = last;
  return first;
}
