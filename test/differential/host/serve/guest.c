// Does with a request and its response what the path says: see `actions` at the end. Without a library, as shop.c.
#include <stddef.h>
#include <stdint.h>

typedef struct { uint8_t *data; size_t length; } string;
typedef struct { string name, value; } field;
typedef struct { field *data; size_t length; } fields;
// A list, option or result whose payload is as wide as an address.
typedef struct { uint8_t tag; union { int32_t handle; uint8_t tag; string text; } value; } outcome;
typedef struct { uint8_t tag; union { uint64_t number; uint8_t tag; } value; } permit;
// `option<result<result<option<fields>, error-code>>>`, and `result<_, error-code>`, with what lies behind the tag unread.
typedef struct {
  uint8_t is_there;
  _Alignas(8) uint8_t is_gone;
  _Alignas(8) uint8_t is_error;
  union { struct { uint8_t tag; int32_t handle; } some; uint8_t code; uint64_t room[4]; } value;
} trailers;
typedef struct { uint8_t is_error; union { uint8_t code; uint64_t room[4]; } value; } finished;

#define FROM(MODULE, NAME) __attribute__((import_module("wasi:" MODULE "@0.2.6"), import_name(NAME)))
#define HTTP(NAME) FROM("http/types", NAME)
#define METHOD(NAME) HTTP("[method]" NAME)
#define DROP(NAME) HTTP("[resource-drop]" NAME)
#define STREAM(NAME) FROM("io/streams", NAME)

METHOD("incoming-request.method") void request_method(int32_t self, outcome *result);
METHOD("incoming-request.path-with-query") void request_path(int32_t self, outcome *result);
METHOD("incoming-request.scheme") void request_scheme(int32_t self, uint8_t result[16]);
METHOD("incoming-request.authority") void request_authority(int32_t self, outcome *result);
METHOD("incoming-request.headers") int32_t request_headers(int32_t self);
METHOD("incoming-request.consume") void request_consume(int32_t self, outcome *result);
DROP("incoming-request") void request_drop(int32_t self);
METHOD("incoming-body.stream") void input_of(int32_t self, outcome *result);
HTTP("[static]incoming-body.finish") int32_t input_finish(int32_t self);
DROP("incoming-body") void input_body_drop(int32_t self);
METHOD("future-trailers.subscribe") int32_t trailers_subscribe(int32_t self);
METHOD("future-trailers.get") void trailers_get(int32_t self, trailers *result);
HTTP("[constructor]fields") int32_t fields_new(void);
METHOD("fields.append")
void fields_append(int32_t self, uint8_t *name, size_t length, uint8_t *value, size_t size, uint8_t result[2]);
METHOD("fields.entries") void fields_entries(int32_t self, fields *result);
HTTP("[constructor]outgoing-response") int32_t response_new(int32_t fields);
METHOD("outgoing-response.set-status-code") int32_t response_status(int32_t self, uint32_t status);
METHOD("outgoing-response.headers") int32_t response_headers(int32_t self);
METHOD("outgoing-response.body") void response_body(int32_t self, outcome *result);
METHOD("outgoing-body.write") void output_of(int32_t self, outcome *result);
HTTP("[static]outgoing-body.finish") void body_finish(int32_t self, int32_t has, int32_t trailers, finished *result);
DROP("outgoing-body") void body_drop(int32_t self);
DROP("response-outparam") void outparam_drop(int32_t self);
// An `error-code` is a case and a payload of up to six flat values.
HTTP("[static]response-outparam.set")
void outparam_set(int32_t self, int32_t is_error, int32_t response_or_case, int32_t has, int64_t text, size_t length,
                  int32_t, int32_t, int32_t);
STREAM("[method]input-stream.blocking-read") void input_read(int32_t self, uint64_t most, outcome *result);
STREAM("[method]input-stream.subscribe") int32_t input_subscribe(int32_t self);
STREAM("[resource-drop]input-stream") void input_drop(int32_t self);
STREAM("[method]output-stream.check-write") void output_check(int32_t self, permit *result);
STREAM("[method]output-stream.write") void output_write(int32_t self, uint8_t *data, size_t length, outcome *result);
STREAM("[method]output-stream.blocking-flush") void output_flush(int32_t self, outcome *result);
STREAM("[method]output-stream.subscribe") int32_t output_subscribe(int32_t self);
STREAM("[resource-drop]output-stream") void output_drop(int32_t self);
FROM("io/poll", "[method]pollable.block") void pollable_block(int32_t self);
FROM("io/poll", "[resource-drop]pollable") void pollable_drop(int32_t self);
FROM("clocks/monotonic-clock", "subscribe-duration") int32_t after(uint64_t nanoseconds);

extern uint8_t __heap_base;
static uint8_t *end = &__heap_base;

// An instance lives for one request, so nothing is freed but by `end = …`.
__attribute__((export_name("cabi_realloc")))
void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size) {
  uint8_t *start = (uint8_t *)(((uintptr_t)end + align - 1) & -align);
  end = start + size;
  ptrdiff_t pages = ((uintptr_t)end + 0xffff) / 0x10000 - __builtin_wasm_memory_size(0);
  if (pages > 0 && __builtin_wasm_memory_grow(0, pages) == (size_t)-1) __builtin_trap();
  if (old_size > 0) __builtin_memcpy(start, old, old_size);
  return start;
}

// The report that an action writes.
static uint8_t report[65536];
static size_t reported;

static void say_bytes(string text) {
  if (reported + text.length > sizeof report) __builtin_trap();
  if (text.length > 0) __builtin_memcpy(report + reported, text.data, text.length);
  reported += text.length;
}

#define TEXT(LITERAL) ((string){(uint8_t *)LITERAL, sizeof LITERAL - 1})
#define SAY(LITERAL) say_bytes(TEXT(LITERAL))

static void say_number(uint64_t number) {
  if (number > 9) say_number(number / 10);
  say_bytes((string){(uint8_t *)&"0123456789"[number % 10], 1});
}

static int begins(string text, string with) {
  if (text.length < with.length) return 0;
  for (size_t i = 0; i < with.length; i++) {
    if (text.data[i] != with.data[i]) return 0;
  }
  return 1;
}

// What the actions are given.
typedef struct { int32_t request, out; fields headers; uint32_t number; } exchange;
// A response whose head is sent, and whose content is being written.
typedef struct { int32_t body, output; } answer;

static void block_on(int32_t pollable) {
  pollable_block(pollable);
  pollable_drop(pollable);
}

static int compare(string a, string b) {
  for (size_t i = 0; i < a.length && i < b.length; i++) {
    if (a.data[i] != b.data[i]) return a.data[i] < b.data[i] ? -1 : 1;
  }
  return a.length < b.length ? -1 : a.length > b.length;
}

// In the order of names, which is for each host to choose; the values of one name stay in theirs.
static fields sorted_fields(int32_t handle) {
  fields list;
  fields_entries(handle, &list);
  for (size_t i = 1; i < list.length; i++) {
    field one = list.data[i];
    size_t at = i;
    for (; at > 0 && compare(one.name, list.data[at - 1].name) < 0; at--) list.data[at] = list.data[at - 1];
    list.data[at] = one;
  }
  return list;
}

static void say_fields(int32_t handle) {
  fields list = sorted_fields(handle);
  for (size_t i = 0; i < list.length; i++) {
    say_bytes(list.data[i].name);
    SAY(": ");
    say_bytes(list.data[i].value);
    SAY("\n");
  }
}

// Appends what the request names with a prefix, and says where that is refused.
static int32_t asked_fields(const exchange *asked, string prefix) {
  int32_t handle = fields_new();
  for (size_t i = 0; i < asked->headers.length; i++) {
    field one = asked->headers.data[i];
    if (!begins(one.name, prefix)) continue;
    string name = {one.name.data + prefix.length, one.name.length - prefix.length};
    uint8_t result[2];
    fields_append(handle, name.data, name.length, one.value.data, one.value.length, result);
    if (result[0] == 0) continue;
    say_bytes(name);
    SAY(": error ");
    say_number(result[1]);
    SAY("\n");
  }
  return handle;
}

static int32_t asked_response(const exchange *asked, uint32_t status) {
  int32_t response = response_new(asked_fields(asked, TEXT("put-")));
  if (response_status(response, status) != 0) SAY("the status is refused\n");
  return response;
}

static answer opened(int32_t response) {
  outcome body, output;
  response_body(response, &body);
  output_of(body.value.handle, &output);
  return (answer){body.value.handle, output.value.handle};
}

static void send(const exchange *asked, int32_t response) {
  outparam_set(asked->out, 0, response, 0, 0, 0, 0, 0, 0);
}

static answer started(const exchange *asked, uint32_t status) {
  int32_t response = asked_response(asked, status);
  answer result = opened(response);
  send(asked, response);
  return result;
}

// Whether all of it was taken.
static int written(answer to, string text) {
  while (text.length > 0) {
    permit room;
    output_check(to.output, &room);
    if (room.tag != 0) return 0;
    if (room.value.number == 0) {
      block_on(output_subscribe(to.output));
      continue;
    }
    size_t length = text.length < room.value.number ? text.length : (size_t)room.value.number;
    outcome result;
    output_write(to.output, text.data, length, &result);
    if (result.tag != 0) return 0;
    text = (string){text.data + length, text.length - length};
  }
  return 1;
}

static void flushed(answer to) {
  outcome result;
  output_flush(to.output, &result);
}

static void ended(answer it) {
  finished result;
  output_drop(it.output);
  body_finish(it.body, 0, 0, &result);
}

static void answer_report(const exchange *asked) {
  answer it = started(asked, 200);
  written(it, (string){report, reported});
  ended(it);
}

static int32_t request_input(const exchange *asked, int32_t *body) {
  outcome consumed, input;
  request_consume(asked->request, &consumed);
  *body = consumed.value.handle;
  input_of(*body, &input);
  return input.value.handle;
}

// The next piece of the request; nothing at its end, or where it breaks off.
static string next_piece(int32_t input, uint64_t most) {
  outcome result;
  input_read(input, most, &result);
  return result.tag == 0 ? result.value.text : (string){0, 0};
}

static void say_trailers(int32_t body) {
  int32_t future = input_finish(body);
  block_on(trailers_subscribe(future));
  trailers got;
  trailers_get(future, &got);
  if (got.is_error) SAY("trailers: error\n");
  else if (got.value.some.tag) {
    SAY("trailers:\n");
    say_fields(got.value.some.handle);
  } else SAY("no trailers\n");
}

static void say_option(string what, const outcome *option) {
  say_bytes(what);
  if (option->tag) say_bytes(option->value.text);
  else SAY("(none)");
  SAY("\n");
}

static void tell(const exchange *asked) {
  outcome result;
  uint8_t scheme[16];
  request_method(asked->request, &result);
  SAY("method ");
  say_number(result.tag);
  SAY(" ");
  if (result.tag == 9) say_bytes(result.value.text);
  request_path(asked->request, &result);
  say_option(TEXT("\npath "), &result);
  request_authority(asked->request, &result);
  say_option(TEXT("authority "), &result);
  request_scheme(asked->request, scheme);
  SAY("scheme ");
  say_number(scheme[0] == 0 ? 9 : scheme[4]);
  SAY("\n");
  say_fields(request_headers(asked->request));
  int32_t body, input = request_input(asked, &body);
  uint64_t length = 0, sum = 0;
  uint8_t *start = end;
  for (;; end = start) {
    string piece = next_piece(input, 65536);
    if (piece.length == 0) break;
    length += piece.length;
    for (size_t i = 0; i < piece.length; i++) sum = (sum * 31 + piece.data[i]) & 0xffffffff;
  }
  SAY("content ");
  say_number(length);
  SAY(" ");
  say_number(sum);
  SAY("\n");
  input_drop(input);
  say_trailers(body);
  answer_report(asked);
}

static void echo(const exchange *asked) {
  answer it = started(asked, 200);
  int32_t body, input = request_input(asked, &body);
  uint8_t *start = end;
  for (;; end = start) {
    string piece = next_piece(input, 65536);
    if (piece.length == 0 || !written(it, piece)) break;
    flushed(it);
  }
  ended(it);
}

static void status(const exchange *asked) {
  answer it = started(asked, asked->number);
  written(it, reported > 0 ? (string){report, reported} : TEXT("content\n"));
  ended(it);
}

static void no_content(const exchange *asked) { send(asked, asked_response(asked, asked->number)); }

static void put(const exchange *asked) {
  int32_t response = asked_response(asked, 200);
  answer it = opened(response);
  send(asked, response);
  written(it, reported > 0 ? (string){report, reported} : TEXT("nothing refused\n"));
  ended(it);
}

static void with_trailers(const exchange *asked) {
  answer it = started(asked, 200);
  written(it, TEXT("content"));
  output_drop(it.output);
  finished result;
  body_finish(it.body, 1, asked_fields(asked, TEXT("end-")), &result);
}

static void long_content(const exchange *asked) {
  answer it = started(asked, 200);
  for (size_t i = 0; i < sizeof report; i++) report[i] = 'a' + i % 26;
  for (size_t left = asked->number; left > 0;) {
    size_t length = left < sizeof report ? left : sizeof report;
    if (!written(it, (string){report, length})) break;
    left -= length;
  }
  ended(it);
}

static void trap(const exchange *asked) {
  (void)asked;
  __builtin_trap();
}

static void trap_behind_head(const exchange *asked) {
  answer it = started(asked, 200);
  written(it, TEXT("half of it"));
  flushed(it);
  __builtin_trap();
}

static void trap_behind_end(const exchange *asked) {
  SAY("all of it\n");
  answer_report(asked);
  __builtin_trap();
}

static void nothing(const exchange *asked) { (void)asked; }

static void drop_outparam(const exchange *asked) { outparam_drop(asked->out); }

static void fail(const exchange *asked) {
  // The last case is `internal-error`, with a text.
  const string why = asked->number == 38 ? TEXT("because") : (string){0, 0};
  outparam_set(asked->out, 1, asked->number, why.length > 0, (uintptr_t)why.data, why.length, 0, 0, 0);
}

static void unread(const exchange *asked) {
  SAY("not read\n");
  answer_report(asked);
}

static void drop_request(const exchange *asked) {
  request_drop(asked->request);
  SAY("not wanted\n");
  answer_report(asked);
}

static void read_some(const exchange *asked) {
  int32_t body, input = request_input(asked, &body);
  say_bytes(next_piece(input, 5));
  input_drop(input);
  SAY(" is enough\n");
  answer_report(asked);
}

static void trailers_unread(const exchange *asked) {
  int32_t body, input = request_input(asked, &body);
  say_bytes(next_piece(input, 5));
  input_drop(input);
  SAY("\n");
  say_trailers(body);
  answer_report(asked);
}

static void unfinished(const exchange *asked) {
  answer it = started(asked, 200);
  written(it, TEXT("half of it"));
  flushed(it);
  output_drop(it.output);
  body_drop(it.body);
}

static void never_written(const exchange *asked) {
  int32_t response = asked_response(asked, 200);
  outcome body;
  response_body(response, &body);
  send(asked, response);
  body_drop(body.value.handle);
}

static void write_first(const exchange *asked) {
  int32_t response = asked_response(asked, 200);
  answer it = opened(response);
  written(it, TEXT("written before the head"));
  send(asked, response);
  written(it, TEXT(", and behind it\n"));
  ended(it);
}

static void finish_first(const exchange *asked) {
  int32_t response = asked_response(asked, 200);
  answer it = opened(response);
  written(it, TEXT("all before the head\n"));
  ended(it);
  send(asked, response);
}

// What is there before its parent goes is the trap of a rule, and then there is no response.
static void finish_with_stream(const exchange *asked) {
  int32_t response = asked_response(asked, 200);
  answer it = opened(response);
  finished result;
  body_finish(it.body, 0, 0, &result);
  send(asked, response);
}

static void drop_with_stream(const exchange *asked) {
  int32_t response = asked_response(asked, 200);
  body_drop(opened(response).body);
  no_content(asked);
}

static void trailers_with_stream(const exchange *asked) {
  int32_t body;
  request_input(asked, &body);
  say_trailers(body);
  answer_report(asked);
}

static void drop_input_with_stream(const exchange *asked) {
  int32_t body;
  request_input(asked, &body);
  input_body_drop(body);
  SAY("dropped\n");
  answer_report(asked);
}

static void drop_stream_with_pollable(const exchange *asked) {
  int32_t body, input = request_input(asked, &body);
  input_subscribe(input);
  input_drop(input);
  SAY("dropped\n");
  answer_report(asked);
}

static void slow(const exchange *asked) {
  answer it = started(asked, 200);
  for (size_t i = 0; i < asked->number; i++) {
    block_on(after(10000000));
    written(it, (string){(uint8_t *)&"0123456789"[i % 10], 1});
    flushed(it);
  }
  ended(it);
}

static void count(const exchange *asked) {
  static volatile uint32_t calls;
  say_number(++calls);
  SAY("\n");
  answer_report(asked);
}

static void take_twice(const exchange *asked) {
  outcome result, body;
  request_consume(asked->request, &body);
  request_consume(asked->request, &result);
  say_number(result.tag);
  input_of(body.value.handle, &result);
  say_number(result.tag);
  input_of(body.value.handle, &result);
  say_number(result.tag);
  int32_t response = response_new(fields_new());
  response_body(response, &body);
  response_body(response, &result);
  say_number(result.tag);
  output_of(body.value.handle, &result);
  output_of(body.value.handle, &result);
  say_number(result.tag);
  SAY("\n");
  answer_report(asked);
}

static void say_append(int32_t handle, string name, string value) {
  uint8_t result[2] = {0, 0};
  fields_append(handle, name.data, name.length, value.data, value.length, result);
  say_number(result[0] ? result[1] + 1 : 0);
  SAY(" ");
}

static void refused_fields(const exchange *asked) {
  int32_t own = fields_new();
  const string names[] = {
    TEXT(""), TEXT("a b"), TEXT("A"), TEXT("a:"), TEXT("\xc3\xa4"), TEXT("a\n"), TEXT("Connection"), TEXT("keep-alive"),
    TEXT("proxy-authenticate"), TEXT("proxy-authorization"), TEXT("proxy-connection"), TEXT("te"), TEXT("trailer"),
    TEXT("transfer-encoding"), TEXT("upgrade"), TEXT("HOST"), TEXT("http2-settings"), TEXT("custom-forbidden-header"),
    TEXT("content-length"), TEXT("date"), TEXT("server"), TEXT("a.b"), TEXT("a\"b"), TEXT("(a)"),
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) say_append(own, names[i], TEXT("1"));
  const string values[] = {
    TEXT(""), TEXT(" a "), TEXT("\t"), TEXT("a\nb"), TEXT("a\r"), TEXT("\0"), TEXT("\x7f"), TEXT("\xff\x80"), TEXT("\x1f"),
  };
  SAY("\n");
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) say_append(own, TEXT("b"), values[i]);
  SAY("\n");
  say_append(request_headers(asked->request), TEXT("a"), TEXT("1"));
  say_append(response_headers(response_new(fields_new())), TEXT("a"), TEXT("1"));
  SAY("\n");
  answer_report(asked);
}

static void refused_statuses(const exchange *asked) {
  int32_t response = response_new(fields_new());
  const uint32_t statuses[] = {0, 99, 100, 101, 200, 599, 600, 999, 1000, 65535};
  for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
    say_number(response_status(response, statuses[i]));
  }
  SAY("\n");
  answer_report(asked);
}

static const struct { string path; void (*act)(const exchange *asked); } actions[] = {
  {TEXT("/tell"), tell},
  {TEXT("/echo"), echo},
  {TEXT("/status/"), status},
  {TEXT("/no-content/"), no_content},
  {TEXT("/put"), put},
  {TEXT("/trailers-of-unread"), trailers_unread},
  {TEXT("/trailers"), with_trailers},
  {TEXT("/long/"), long_content},
  {TEXT("/trap-behind-head"), trap_behind_head},
  {TEXT("/trap-behind-end"), trap_behind_end},
  {TEXT("/trap"), trap},
  {TEXT("/nothing"), nothing},
  {TEXT("/drop-outparam"), drop_outparam},
  {TEXT("/fail/"), fail},
  {TEXT("/unread"), unread},
  {TEXT("/drop-request"), drop_request},
  {TEXT("/read-some"), read_some},
  {TEXT("/unfinished"), unfinished},
  {TEXT("/never-written"), never_written},
  {TEXT("/write-first"), write_first},
  {TEXT("/finish-first"), finish_first},
  {TEXT("/finish-with-stream"), finish_with_stream},
  {TEXT("/drop-with-stream/"), drop_with_stream},
  {TEXT("/end-with-stream"), trailers_with_stream},
  {TEXT("/drop-input-with-stream"), drop_input_with_stream},
  {TEXT("/drop-stream-with-pollable"), drop_stream_with_pollable},
  {TEXT("/slow/"), slow},
  {TEXT("/count"), count},
  {TEXT("/take-twice"), take_twice},
  {TEXT("/refused-fields"), refused_fields},
  {TEXT("/refused-statuses"), refused_statuses},
};

__attribute__((export_name("wasi:http/incoming-handler@0.2.6#handle"))) void handle(int32_t request, int32_t out) {
  exchange asked = {request, out, {0, 0}, 0};
  outcome path;
  request_path(request, &path);
  asked.headers = sorted_fields(request_headers(request));
  for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
    string prefix = actions[i].path;
    if (!begins(path.value.text, prefix)) continue;
    for (size_t at = prefix.length; at < path.value.text.length; at++) {
      uint8_t digit = path.value.text.data[at] - '0';
      if (digit > 9) break;
      asked.number = asked.number * 10 + digit;
    }
    return actions[i].act(&asked);
  }
  SAY("there is nothing here\n");
  answer it = started(&asked, 404);
  written(it, (string){report, reported});
  ended(it);
}
