"""What the whole calls of make-call-vectors.py do with handles, in realloc and post-return, and one inside the other."""

OWNED, OTHER_TYPE, ERROR_CONTEXT, LENT, FREE, BORROWED, UNUSED = (1, 2, 3), 4, 5, 6, 7, 8, 60
WRONG = (0, OTHER_TYPE, ERROR_CONTEXT, LENT, FREE, BORROWED, UNUSED, 2**32 - 1)
NUMBER, TEXT, LIST = 'u32', 'string', {'list': 'u16'}


def callee(m, g, params, result=None, does=(), **more):
  """A function of the host or of the other guest, which gives all back that it borrowed."""
  if g.chance(0.4): return m.add(params, result, None)
  return m.add(params, result, 1, [*does, ['drop-borrows']], g.pick((None, [])), **more)


def wrong_handle(m, g):
  m.run(['call', callee(m, g, [g.pick(('own', 'borrow'))]), [g.pick(WRONG + OWNED)]], ['look', 0])


def moved(m, g):
  m.vector['definer'] = definer = g.pick((None, 0, 0, 1))
  [first, *_] = given = g.pick(((1,), (1, 2), (3, 2)))
  f = callee(m, g, ['own'], does=g.pick(([], [['look', 1]], [['drop', 'a0']])))
  uses = [['drop', first], ['call', f, [first]], ['look', 0], ['drop', 3 if first == 1 else 1]]
  if definer == 0: uses += [['rep', first], ['new', 77]]
  m.run(*[['call', f, [i]] for i in given], g.pick(uses), ['look', 0])


def two_handles(m, g):
  f = callee(m, g, [g.pick(('own', 'borrow')), g.pick(('own', 'borrow'))], does=[['look', 0]])
  m.run(['call', f, [1, g.pick((1, 1, 2, 3, LENT))]], ['look', 0], ['drop', 3])


def borrows_remain(m, g):
  m.vector['definer'] = definer = g.pick((None, None, 0, 1))
  count = 1 + g.below(3)
  dropped = [i for i in range(count) if g.chance(0.6)] if definer != 1 else []
  does = [['drop', f'a{i}'] for i in dropped]
  if g.chance(0.3): does.reverse()
  f = m.add(['borrow'] * count, g.pick((None, NUMBER, TEXT)), 1, does, g.pick((None, [])))
  if g.chance(0.5): return m.call(*[[f, [40 + i for i in range(count)]]] * 2)
  place = m.setups[0].place(m.vector['functions'][f]['result'])
  m.run(['call', f, [g.pick(OWNED) for _ in range(count)] + place], ['drop', 1], ['look', 0])


def list_of_borrows(m, g):
  t = {'list': g.pick(('borrow', {'option': 'borrow'}, {'tuple': ['borrow', NUMBER]}))}
  f = m.add([t], None, 1, [['look', 1], ['drop-borrows']] if g.chance(0.7) else [['drop', FREE]])
  if g.chance(0.4): return m.call([f, [g.value(t)]])
  m.run(['call', f, m.arguments([t], None)], ['look', 0])


def lent(m, g):
  """The host, or a guest that calls it, enters the guest again that has lent a handle."""
  taken = m.add(['own'], None, None)
  used = g.pick((1, 1, 2))
  does = g.pick(([['drop', used]], [['call', taken, [used]]], [['look', 0]]))
  again = m.add([], None, 0, does)
  f = m.add(['borrow'], None, None, [['look', 0], ['invoke', again, []]])
  if g.chance(0.5):
    does = [['call', f, ['a0']]] if m.vector['definer'] != 1 else [['call', f, [1]]]
    f = m.add(['borrow'], None, 1, [*does, ['drop-borrows']])
  m.run(['call', f, [1]], ['look', 0], ['drop', 3 if used == 2 else 1])


def lent_again(m, g):
  m.vector['definer'] = g.pick((None, 0))
  inner = m.add([g.pick(('own', 'borrow', 'borrow'))], None, g.pick((None, 0)), [['look', 1]])
  after = g.pick(([['drop', 'a0']], [['drop', 'a0']], [['drop', 'a0'], ['drop', 'a0']], []))
  f = m.add(['borrow'], None, 1, [['look', 1], ['call', inner, ['a0']], *after])
  m.run(['call', f, [g.pick(OWNED)]], ['look', 0])


def own_result(m, g):
  given = g.pick(OWNED + WRONG)
  inside = g.pick((None, 1, 1))
  post = None if inside is None else g.pick((None, []))
  f = m.add([], 'own', inside, [], post, gives=given if inside is None else [given])
  if inside is not None and g.chance(0.3): return m.call([f, []], [f, []])
  m.run(['call', f, []], ['look', 0], ['drop', FREE], ['look', 0])


def new_resource(m, g):
  m.vector['definer'] = definer = g.pick((0, 1))
  does = [['new', 90], ['rep', FREE], ['new', 91], ['rep', g.pick(OWNED + WRONG)]]
  f = m.add([NUMBER], 'own', definer, does[:1 + g.below(4)], g.pick((None, [])), gives=[FREE])
  if g.chance(0.5): return m.call(*[[f, [i]] for i in range(1 + g.below(3))])
  m.run(['call', f, [5]], ['drop', FREE], ['look', 0])


def dropped(m, g):
  m.vector['definer'] = definer = g.pick((None, 0, 1, 1))
  host = m.add([NUMBER], NUMBER, None)
  does = [[], [], [['call', host, ['a0']]], [['drop', 2]], [['new', 92], ['look', definer]], [['unreachable']], [['throw']]]
  if definer is not None: m.vector['destructor'] = g.pick(does)
  m.run(['drop', g.pick(OWNED + (3, 3, 0, OTHER_TYPE, ERROR_CONTEXT, LENT, FREE, UNUSED))], ['look', 0], ['drop', 1])


def forbidden(m, g, guest):
  """Steps of a realloc or post-return, which most often must not be."""
  host = m.add([NUMBER], None, None)
  steps = [['call', host, [1]], ['drop', 1], ['drop', UNUSED], ['unreachable'], ['throw'], ['look', 0]]
  if m.vector['definer'] == guest: steps += [['new', 93], ['rep', 1]]
  return [g.pick(steps)]


def in_realloc(m, g):
  guest = g.below(2)
  m.setups[guest].parts['realloc'] = [g.pick((0, 0, 0, 1)), forbidden(m, g, guest)]
  t = g.pick((TEXT, LIST, {'list': TEXT}))
  if guest == 1:
    f = m.add([t], None, 1, [['look', 1]])
    if g.chance(0.5): return m.call(*[[f, [g.value(t)]]] * 2)
    return m.run(['call', f, m.arguments([t], None)])
  f = m.add([], t, g.pick((None, 1)))
  m.run(['call', f, m.setups[0].place(t)], ['look', 0])


def in_post_return(m, g):
  t = g.pick((None, NUMBER, TEXT, 'f64', {'list': TEXT}, 's64'))
  f = m.add([], t, 1, [], [['look', 1], *forbidden(m, g, 1)])
  if g.chance(0.4): return m.call(*[[f, []]] * 2)
  m.run(['call', f, m.setups[0].place(t)], ['look', 0])


def leaves_again(m, g):
  """After realloc and post-return, and in a call, the instance may be left."""
  host = m.add([TEXT], LIST, None)
  ready = m.arguments([TEXT], LIST)
  f = m.add([TEXT], TEXT, 0, [['call', host, ready], ['drop', 1]], [])
  other = m.add([], LIST, 1, [], [])
  after = m.add([], None, 0, [['call', other, m.setups[0].place(LIST)], ['call', host, ready], ['drop', 2]])
  m.call([f, [g.value(TEXT)]], [after, []])


def trap_inside(m, g):
  end = [g.pick(('unreachable', 'throw'))]
  t = g.pick((None, NUMBER, TEXT))
  f = m.add([TEXT], t, 1, [end] if g.chance(0.8) else [], [end] if g.chance(0.4) else None)
  if g.chance(0.4): return m.call([f, [g.value(TEXT)]], [f, [g.value(TEXT)]])
  if g.chance(0.5): f, t = m.add([TEXT], t, None, [['invoke', f, [g.value(TEXT)]]]), t
  m.run(['call', f, m.arguments([TEXT], t)], ['look', 0])
  m.call([0, []], [0, []])


def one_in_another(m, g):
  """Guests and the host call each other, down to a depth, from whatever instance to the same or another."""
  inside, t = g.pick((None, 0, 1)), g.pick((NUMBER, TEXT, LIST))
  last = [] if inside is None or g.chance(0.75) else [['unreachable']]
  f = m.add([t], t, inside, last)
  for _ in range(1 + g.below(4)):
    caller = g.pick((0, 1)) if inside is None else g.pick((None, 0, 1))
    step = ['invoke', f, [g.value(t)]] if caller is None else ['call', f, m.arguments([t], t, caller)]
    f = m.add([t], t, caller, [step], None if caller is None else g.pick((None, [])))
    inside = caller
  if inside is None: m.run(['call', f, m.arguments([t], t)])
  else: m.call(*[[f, [g.value(t)]]] * 2)


def again(m, g):
  """Calls of the same functions, which find the table as the ones before have left it."""
  m.vector['definer'] = g.pick((None, None, 0))
  keep = m.add(['own', 'own'], None, 0, [['look', 0]] + g.pick(([], [['drop', 'a1']], [['drop', 'a0']])))
  lend = m.add(['borrow'], None, 0, [['look', 0], ['drop-borrows']])
  give = m.add([], 'own', 0, [], gives=[g.pick((FREE, 1))])
  calls = [[keep, [50, 51]], [lend, [52]], [give, []], [keep, [53, 54]]]
  m.call(*[g.pick(calls) for _ in range(5)])


def in_memory(m, g):
  """More parameters than there can be core values, with handles among them."""
  params = [g.pick((NUMBER, 's64', 'f32', TEXT)) for _ in range(15)] + ['own', 'borrow', 'error-context']
  f = callee(m, g, params, g.pick((TEXT, 'own', {'result': ['own', TEXT]}, {'option': 'own'})), does=[['look', 1]])
  m.run(['call', f, m.arguments(params, m.vector['functions'][f]['result'])], ['look', 0])


SCRIPTS = {
  f.__name__.replace('_', ' '): f
  for f in (
    wrong_handle, moved, two_handles, borrows_remain, list_of_borrows, lent, lent_again, own_result, new_resource, dropped,
    in_realloc, in_post_return, leaves_again, trap_inside, one_in_another, again, in_memory,
  )
}
