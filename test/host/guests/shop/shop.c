// The world of shop.wit in C, without a library: each function has the core signature that the Canonical ABI gives it.
#include <stddef.h>
#include <stdint.h>

typedef struct { uint8_t *data; size_t length; } string;
typedef struct { string *data; size_t length; } strings;
typedef struct { string name; double price; strings tags; } item;
typedef struct { item *data; size_t length; } items;
typedef struct { string owner; items list; } basket;
typedef struct { uint8_t tag; union { double discount; string refused; } value; } verdict;
typedef struct { uint8_t is_error; union { double total; string message; } value; } outcome;

#define HOST(NAME) __attribute__((import_module("test:shop/host"), import_name(NAME)))
#define OWN(NAME) __attribute__((import_module("[export]test:shop/store"), import_name(NAME)))
#define EXPORT(NAME) __attribute__((export_name(NAME)))
#define STORE(NAME) EXPORT("test:shop/store#" NAME)
#define AFTER(NAME) EXPORT("cabi_post_test:shop/store#" NAME)

HOST("host-name") void host_name(string *result);
HOST("announce") void announce(uint8_t *owner, size_t length, uint32_t lines, verdict *result);
HOST("[constructor]ledger") int32_t ledger_new(const char *title, size_t length);
HOST("[method]ledger.note") void ledger_note(int32_t self, uint8_t *line, size_t length, double amount);
HOST("[method]ledger.total") double ledger_total(int32_t self);
HOST("[resource-drop]ledger") void ledger_drop(int32_t self);
OWN("[resource-new]basket") int32_t basket_new(basket *rep);
OWN("[resource-rep]basket") basket *basket_rep(int32_t handle);
OWN("[resource-drop]basket") void basket_drop(int32_t handle);

// Blocks of 16 << n bytes, with n in front of each; what is freed is kept for the next one of its size.
typedef struct block { size_t order; struct block *next; } block;
extern uint8_t __heap_base;
static uint8_t *end = &__heap_base;
static block *unused[28];

static void *allocate(size_t size) {
  size_t order = 0;
  while (((size_t)16 << order) < size + 8) order++;
  block *found = unused[order];
  if (found) {
    unused[order] = found->next;
  } else {
    found = (block *)(((uintptr_t)end + 15) & -(uintptr_t)16);
    end = (uint8_t *)found + ((size_t)16 << order);
    ptrdiff_t pages = ((uintptr_t)end + 0xffff) / 0x10000 - __builtin_wasm_memory_size(0);
    if (pages > 0 && __builtin_wasm_memory_grow(0, pages) == (size_t)-1) __builtin_trap();
    found->order = order;
  }
  return (uint8_t *)found + 8;
}

static void release(void *start, size_t size) {
  if (size == 0) return;
  block *freed = (block *)((uint8_t *)start - 8);
  freed->next = unused[freed->order];
  unused[freed->order] = freed;
}

EXPORT("cabi_realloc") void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size) {
  if (size == 0) {
    release(old, old_size);
    return (void *)align;
  }
  void *start = allocate(size);
  if (old_size > 0) __builtin_memcpy(start, old, old_size < size ? old_size : size);
  release(old, old_size);
  return start;
}

static string joined(const string *parts, size_t count) {
  size_t length = 0;
  for (size_t i = 0; i < count; i++) length += parts[i].length;
  string result = {cabi_realloc(NULL, 0, 1, length), length};
  uint8_t *at = result.data;
  for (size_t i = 0; i < count; at += parts[i++].length) {
    if (parts[i].length > 0) __builtin_memcpy(at, parts[i].data, parts[i].length);
  }
  return result;
}

#define TEXT(LITERAL) {(uint8_t *)LITERAL, sizeof LITERAL - 1}

static int equal(string a, string b) {
  if (a.length != b.length) return 0;
  for (size_t i = 0; i < a.length; i++) {
    if (a.data[i] != b.data[i]) return 0;
  }
  return 1;
}

static void release_string(string text) { release(text.data, text.length); }

static void release_item(item *one) {
  release_string(one->name);
  for (size_t i = 0; i < one->tags.length; i++) release_string(one->tags.data[i]);
  release(one->tags.data, one->tags.length * sizeof(string));
}

static void release_items(items list) {
  for (size_t i = 0; i < list.length; i++) release_item(&list.data[i]);
  release(list.data, list.length * sizeof(item));
}

STORE("greet") string *greet(uint8_t *name, size_t length) {
  static string result;
  string host, caller = {name, length};
  host_name(&host);
  string parts[] = {TEXT("Hello, "), caller, TEXT(" @ "), host};
  result = joined(parts, 4);
  release_string(caller);
  release_string(host);
  return &result;
}

AFTER("greet") void greet_end(string *result) { release_string(*result); }

// The third flat value of a query is that of an f64 or of an address, so it is an i64.
STORE("find") items *find(item *data, size_t length, uint32_t tag, int64_t first, size_t second) {
  static items result;
  size_t room = 0;
  double price;
  string name = {(uint8_t *)(uintptr_t)first, second};
  __builtin_memcpy(&price, &first, 8);
  for (size_t i = 0; i < length; i++) {
    if (tag == 0 || (tag == 1 ? data[i].price < price : equal(data[i].name, name))) data[room++] = data[i];
    else release_item(&data[i]);
  }
  if (tag == 2) release_string(name);
  if (room == 0) release(data, length * sizeof(item));
  result = (items){data, room};
  return &result;
}

AFTER("find") void find_end(items *result) { release_items(*result); }

STORE("sum") uint64_t sum(uint32_t *numbers, size_t length) {
  uint64_t total = 0;
  for (size_t i = 0; i < length; i++) total += numbers[i];
  release(numbers, length * sizeof(uint32_t));
  return total;
}

STORE("[constructor]basket") int32_t constructor(uint8_t *owner, size_t length) {
  basket *self = allocate(sizeof(basket));
  *self = (basket){{owner, length}, {NULL, 0}};
  return basket_new(self);
}

STORE("[dtor]basket") void destructor(basket *self) {
  release_string(self->owner);
  release_items(self->list);
  release(self, sizeof(basket));
}

STORE("[method]basket.add")
uint32_t add(basket *self, uint8_t *name, size_t length, double price, string *tags, size_t count) {
  items *list = &self->list;
  size_t size = list->length * sizeof(item);
  list->data = cabi_realloc(list->data, size, 8, size + sizeof(item));
  list->data[list->length] = (item){{name, length}, price, {tags, count}};
  return ++list->length;
}

// What the basket owns is copied out by the caller: nothing to free afterwards.
STORE("[method]basket.items") items *list_items(basket *self) { return &self->list; }

static double total_of(const basket *self) {
  double total = 0;
  for (size_t i = 0; i < self->list.length; i++) total += self->list.data[i].price;
  return total;
}

STORE("[method]basket.total") double basket_total(basket *self) { return total_of(self); }

static double written_down(const basket *self) {
  int32_t ledger = ledger_new("checkout", 8);
  for (size_t i = 0; i < self->list.length; i++) {
    string name = self->list.data[i].name;
    ledger_note(ledger, name.data, name.length, self->list.data[i].price);
  }
  double total = ledger_total(ledger);
  ledger_drop(ledger);
  return total;
}

static outcome *settled(const basket *self) {
  static outcome result;
  if (self->list.length == 0) {
    string parts[] = {TEXT("nothing in the basket of "), self->owner};
    result = (outcome){1, {.message = joined(parts, 2)}};
  } else {
    double total = written_down(self);
    verdict said;
    announce(self->owner.data, self->owner.length, self->list.length, &said);
    if (said.tag == 2) result = (outcome){1, {.message = said.value.refused}};
    else result = (outcome){0, {.total = said.tag == 1 ? total - said.value.discount : total}};
  }
  return &result;
}

static void release_outcome(const outcome *result) {
  if (result->is_error) release_string(result->value.message);
}

STORE("[method]basket.settle") outcome *settle(basket *self) { return settled(self); }

AFTER("[method]basket.settle") void settle_end(outcome *result) { release_outcome(result); }

STORE("checkout") outcome *checkout(int32_t handle) {
  outcome *result = settled(basket_rep(handle));
  basket_drop(handle);
  return result;
}

AFTER("checkout") void checkout_end(outcome *result) { release_outcome(result); }

STORE("audit") double audit(int32_t ledger) {
  double total = ledger_total(ledger);
  ledger_drop(ledger);
  return total;
}

STORE("open") int32_t open(uint8_t *title, size_t length) {
  int32_t ledger = ledger_new((const char *)title, length);
  release(title, length);
  return ledger;
}

STORE("fail") void fail(void) { __builtin_trap(); }
