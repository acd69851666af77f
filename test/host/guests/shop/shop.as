// The world of shop.wit in AssemblyScript: strings are UTF-16, objects are collected, and what crosses the boundary lies in
// memory of its own, from `heap`. `shop-names.mjs` gives the exports their names, which are no identifiers.

@external("test:shop/host", "host-name") declare function hostName(result: usize): void;
@external("test:shop/host", "announce") declare function announce(owner: usize, length: i32, lines: u32, result: usize): void;
@external("test:shop/host", "[constructor]ledger") declare function ledgerNew(title: usize, length: i32): i32;
@external("test:shop/host", "[method]ledger.note") declare function ledgerNote(self: i32, line: usize, length: i32, amount: f64): void;
@external("test:shop/host", "[method]ledger.total") declare function ledgerTotal(self: i32): f64;
@external("test:shop/host", "[resource-drop]ledger") declare function ledgerDrop(self: i32): void;
@external("[export]test:shop/store", "[resource-new]basket") declare function basketNew(rep: i32): i32;
@external("[export]test:shop/store", "[resource-rep]basket") declare function basketRep(handle: i32): i32;
@external("[export]test:shop/store", "[resource-drop]basket") declare function basketDrop(handle: i32): void;

class Item {
  constructor(public name: string, public price: f64, public tags: string[]) {}
}

class Basket {
  items: Item[] = [];
  constructor(public owner: string) {}
}

const baskets = new Map<i32, Basket>();
let lastRep: i32 = 0;
/** What a call has lowered: freed when its result has been read. */
let lowered: usize[] = [];
/** Where results are that take more than one flat value. */
const RESULT: usize = memory.data(32, 8);

export function reallocate(old: usize, oldSize: usize, align: usize, size: usize): usize {
  if (size == 0) {
    if (oldSize > 0) heap.free(old);
    return align;
  }
  return oldSize > 0 ? heap.realloc(old, size) : heap.alloc(size);
}

export function freeLowered(result: usize): void {
  for (let i = 0; i < lowered.length; i++) heap.free(lowered[i]);
  lowered = [];
}

function keep(size: usize): usize {
  if (size == 0) return 8;
  const start = heap.alloc(size);
  lowered.push(start);
  return start;
}

function takeString(start: usize, length: i32): string {
  if (length == 0) return "";
  const text = String.UTF16.decodeUnsafe(start, (<usize>length) << 1);
  heap.free(start);
  return text;
}

function takeItem(start: usize): Item {
  const name = takeString(load<u32>(start), load<i32>(start, 4));
  return new Item(name, load<f64>(start, 8), takeStrings(load<u32>(start, 16), load<i32>(start, 20)));
}

function takeStrings(start: usize, length: i32): string[] {
  const texts: string[] = [];
  for (let i = 0; i < length; i++) {
    const at = start + <usize>i * 8;
    texts.push(takeString(load<u32>(at), load<i32>(at, 4)));
  }
  if (length > 0) heap.free(start);
  return texts;
}

function giveString(at: usize, text: string): void {
  const size = (<usize>text.length) << 1;
  const start = keep(size);
  memory.copy(start, changetype<usize>(text), size);
  store<u32>(at, <u32>start);
  store<i32>(at, text.length, 4);
}

function giveItems(items: Item[]): usize {
  const start = keep(<usize>items.length * 24);
  for (let i = 0; i < items.length; i++) {
    const at = start + <usize>i * 24;
    const tags = items[i].tags;
    const list = keep(<usize>tags.length * 8);
    giveString(at, items[i].name);
    store<f64>(at, items[i].price, 8);
    store<u32>(at, <u32>list, 16);
    store<i32>(at, tags.length, 20);
    for (let k = 0; k < tags.length; k++) giveString(list + <usize>k * 8, tags[k]);
  }
  store<u32>(RESULT, <u32>start);
  store<i32>(RESULT, items.length, 4);
  return RESULT;
}

export function greet(name: usize, length: i32): usize {
  const caller = takeString(name, length);
  hostName(RESULT);
  const host = takeString(load<u32>(RESULT), load<i32>(RESULT, 4));
  giveString(RESULT, "Hello, " + caller + " @ " + host);
  return RESULT;
}

export function find(start: usize, length: i32, tag: i32, first: i64, second: i32): usize {
  const price = reinterpret<f64>(first);
  const name = tag == 2 ? takeString(<usize>first, second) : "";
  const found: Item[] = [];
  for (let i = 0; i < length; i++) {
    const item = takeItem(start + <usize>i * 24);
    if (tag == 0 || (tag == 1 ? item.price < price : item.name == name)) found.push(item);
  }
  if (length > 0) heap.free(start);
  return giveItems(found);
}

export function sum(start: usize, length: i32): u64 {
  let total: u64 = 0;
  for (let i = 0; i < length; i++) total += load<u32>(start + <usize>i * 4);
  if (length > 0) heap.free(start);
  return total;
}

export function basketConstructor(owner: usize, length: i32): i32 {
  baskets.set(++lastRep, new Basket(takeString(owner, length)));
  return basketNew(lastRep);
}

export function basketDestructor(rep: i32): void {
  baskets.delete(rep);
}

export function basketAdd(rep: i32, name: usize, length: i32, price: f64, tags: usize, count: i32): i32 {
  const item = new Item(takeString(name, length), price, takeStrings(tags, count));
  return baskets.get(rep).items.push(item);
}

export function basketItems(rep: i32): usize {
  return giveItems(baskets.get(rep).items);
}

export function basketTotal(rep: i32): f64 {
  const items = baskets.get(rep).items;
  let total: f64 = 0;
  for (let i = 0; i < items.length; i++) total += items[i].price;
  return total;
}

function writtenDown(basket: Basket): f64 {
  const title = "checkout";
  const ledger = ledgerNew(changetype<usize>(title), title.length);
  for (let i = 0; i < basket.items.length; i++) {
    const item = basket.items[i];
    ledgerNote(ledger, changetype<usize>(item.name), item.name.length, item.price);
  }
  const total = ledgerTotal(ledger);
  ledgerDrop(ledger);
  return total;
}

export function basketSettle(rep: i32): usize {
  const basket = baskets.get(rep);
  let refusal = "";
  let total: f64 = 0;
  if (basket.items.length == 0) {
    refusal = "nothing in the basket of " + basket.owner;
  } else {
    total = writtenDown(basket);
    announce(changetype<usize>(basket.owner), basket.owner.length, basket.items.length, RESULT);
    const tag = load<u8>(RESULT);
    if (tag == 1) total -= load<f64>(RESULT, 8);
    if (tag == 2) refusal = takeString(load<u32>(RESULT, 8), load<i32>(RESULT, 12));
  }
  store<u8>(RESULT, refusal == "" ? 0 : 1);
  if (refusal == "") store<f64>(RESULT, total, 8);
  else giveString(RESULT + 8, refusal);
  return RESULT;
}

export function checkout(handle: i32): usize {
  const result = basketSettle(basketRep(handle));
  basketDrop(handle);
  return result;
}

export function audit(ledger: i32): f64 {
  const total = ledgerTotal(ledger);
  ledgerDrop(ledger);
  return total;
}

export function open(title: usize, length: i32): i32 {
  const text = takeString(title, length);
  return ledgerNew(changetype<usize>(text), text.length);
}

export function fail(): void {
  unreachable();
}
