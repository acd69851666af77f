"""Runs a vector of whole calls, as make-call-vectors.py describes it, through canon_lift and canon_lower of definitions.py."""

import re
import traceback

TRAP_CALL = re.compile(r'trap(?:_if)?\((.*)\)$')


def prepare(definitions):
  """
  Makes threads plain calls: none suspends here, and a trap has to reach who called, as it does not across Python's. And lets
  the integer 0 be a float: lower_flat_variant fills up with it, which assertions about whole calls do not like.
  """
  matches = definitions.type_matches_value
  definitions.type_matches_value = lambda t, v: matches(t, v) or (v == 0 and type(v) is int)
  local = definitions.thread_local_handler

  def resume(cont, thread):
    outer = getattr(local, 'value', None)
    local.value = definitions.Handler()
    local.value.current_thread = thread
    try:
      return None, cont()
    finally:
      local.value = outer

  definitions.cont_new = lambda f: f
  definitions.resume = resume


class Guest:
  """One instance with its memory, whose realloc only ever goes on, and can be told to fail and to do other things."""

  def __init__(self, run, position, parts):
    d = run.d
    self.run, self.position, self.parts = run, position, parts
    self.inst = d.ComponentInstance(run.store)
    image = bytes.fromhex(parts['memory'])
    self.memory = d.MemInst(bytearray(image.ljust(parts['size'], b'\0')), run.vector['ptr'])
    self.top, self.reallocs = parts['heap'], 0

  def populate(self):
    table, d = self.inst.handles, self.run.d
    for handle in self.parts['handles']:
      if handle is None or isinstance(handle, str):
        table.add(d.ErrorContext(handle))
        continue
      rep, own, lends, of_type = handle
      table.add(d.ResourceHandle(self.run.resource if of_type else d.ResourceType(None), rep, bool(own)))
      table.array[-1].num_lends = lends
    for i, handle in enumerate(self.parts['handles']):
      if handle is None: table.remove(i + 1)

  def options(self, post_return=None):
    return self.run.d.CanonicalOptions(self.parts['encoding'], self.memory, self.realloc, post_return)

  def realloc(self, flat):
    old, old_length, alignment, length = flat
    self.run.log.append(['realloc', self.position, *flat, self.inst.may_leave])
    number, self.reallocs = self.reallocs, self.reallocs + 1
    if 'realloc' in self.parts and number == self.parts['realloc'][0]:
      self.run.perform(self.parts['realloc'][1], flat, self)
    ptr = self.run.d.align_to(self.top, alignment)
    if 'fault' in self.parts and number == self.parts['fault'][0]:
      return [ptr + 1 if self.parts['fault'][1] == 'unaligned' else len(self.memory) + 16]
    self.top = ptr + length
    if self.top <= len(self.memory):
      count = min(old_length, length)
      self.memory.bytes[ptr:ptr + count] = self.memory.bytes[old:old + count]
    return [ptr]

  def image(self):
    return self.memory.bytes.rstrip(b'\0').hex()

  def table(self):
    d = self.run.d

    def entry(h):
      if h is None or isinstance(h, d.ErrorContext): return h and h.debug_message
      return [h.rep, int(h.own), h.num_lends, int(h.rt is self.run.resource)]
    entries = [entry(h) for h in self.inst.handles.array[1:]]
    while entries and entries[-1] is None: entries.pop()
    return entries


class Run:
  """The instances, the resource and the functions of a vector, and what is seen of its calls."""

  def __init__(self, spec, core_text, core_of, vector):
    d = self.d = spec.definitions
    self.spec, self.core_text, self.core_of, self.vector = spec, core_text, core_of, vector
    self.log, self.store, self.failed = [], d.Store(), False
    self.guests = [Guest(self, i, parts) for i, parts in enumerate(vector['guests'])]
    definer = vector['definer']
    # The host defines a resource as another instance would.
    impl = d.ComponentInstance(self.store) if definer is None else self.guests[definer].inst
    self.resource = spec.resource = d.ResourceType(impl, self.destruct)
    for guest in self.guests: guest.populate()
    self.types = [self.func_type(f) for f in vector['functions']]

  def func_type(self, f):
    result = [] if f['result'] is None else [self.spec.type(f['result'])]
    return self.d.FuncType([self.spec.type(t) for t in f['params']], result)

  def all_calls(self):
    """@returns what was seen. That an instance which trapped is entered no more is said in Explainer.md, not in Python."""
    for index, args in self.vector['calls']:
      if self.failed:
        self.log.append(['refused', index])
        continue
      try:
        self.invoke(index, args)
      except self.d.Trap as trap:
        self.failed = True
        self.log.append(['trap', self.site(trap)])
    if not self.failed: self.log += [['table', guest.position, guest.table()] for guest in self.guests]
    return self.log

  def site(self, trap):
    """What trapped: core code, or the function and the condition of definitions.py."""
    if trap.args: return trap.args[0]
    frame = [frame for frame in traceback.extract_tb(trap.__traceback__) if frame.name not in ('trap', 'trap_if')][-1]
    return f'{frame.name}: {TRAP_CALL.search(frame.line)[1]}'.rstrip(': ')

  def flat(self, values, types):
    return [self.core_text(*pair) for pair in zip(values, types)]

  def values(self, types, values):
    return [self.spec.json(t, v, self.vector['ptr']) for t, v in zip(types, values)]

  def given(self, f):
    """The result that a host function gives."""
    return [] if f['result'] is None else [self.spec.value(f['result'], f['gives'], self.vector['ptr'])]

  def invoke(self, index, args):
    f, results = self.vector['functions'][index], []
    arguments = [self.spec.value(t, v, self.vector['ptr']) for t, v in zip(f['params'], args)]
    self.store.invoke(self.callee(index), lambda: arguments, results.extend)
    self.log.append(['result', index, self.values([f['result']], results)])

  def callee(self, index):
    f = self.vector['functions'][index]
    return self.host(index, f) if f['in'] is None else self.lifted(index, f)

  def host(self, index, f):
    def func_inst(on_start, on_resolve):
      self.log.append(['host', index, self.values(f['params'], on_start())])
      self.perform(f['does'], [], None)
      on_resolve(self.given(f))
      return lambda: None
    return func_inst

  def lifted(self, index, f):
    guest, ft = self.guests[f['in']], self.types[index]
    core_type = self.d.flatten_functype(guest.options(), ft, 'lift')

    def core(flat):
      self.log.append(['core', index, self.flat(flat, core_type.params), guest.image()])
      self.perform(f['does'], flat, guest)
      return [self.core_of(text) for text in f['gives']]

    def post_return(flat):
      self.log.append(['post-return', index, self.flat(flat, core_type.results), guest.inst.may_leave])
      self.perform(f['post'], flat, guest)
      return []

    options = guest.options(post_return if 'post' in f else None)
    return self.store.lift(core, ft, options, guest.inst)

  def destruct(self, flat):
    self.log.append(['destructor', *flat])
    definer = self.vector['definer']
    self.perform(self.vector.get('destructor', []), flat, None if definer is None else self.guests[definer])
    return []

  def perform(self, steps, flat, guest):
    """Does what core code (or, without a guest, the host) does, one step after another."""
    operand = lambda v: flat[int(v[1:])] if isinstance(v, str) and v[0] == 'a' else v
    for kind, *operands in steps:
      match kind:
        case 'unreachable': raise self.d.Trap('core code: unreachable')
        case 'throw': raise self.d.CoreWebAssemblyException()
        case 'invoke': self.invoke(*operands)
        case 'look': self.log.append(['table', operands[0], self.guests[operands[0]].table()])
        case 'call': self.call(guest, operands[0], [operand(v) for v in operands[1]])
        case 'new': self.log.append(['new', *self.d.canon_resource_new(self.resource, operand(operands[0]))])
        case 'rep': self.log.append(['rep', *self.d.canon_resource_rep(self.resource, operand(operands[0]))])
        case 'drop': self.drop(operand(operands[0]))
        case 'drop-borrows':
          for i, h in enumerate(guest.inst.handles.array):
            if getattr(h, 'borrow_scope', None) is not None: self.drop(i)

  def drop(self, index):
    self.d.canon_resource_drop(self.resource, index)
    self.log.append(['dropped', index])

  def call(self, guest, index, flat):
    ft = self.types[index]
    core_type = self.d.flatten_functype(guest.options(), ft, 'lower')
    lowered = self.store.lower(self.callee(index), ft, guest.options(), guest.inst)
    results = lowered([self.core_of(v) for v in flat])
    self.log.append(['returned', index, self.flat(results, core_type.results), guest.image()])
