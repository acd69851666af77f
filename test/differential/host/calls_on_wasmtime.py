# Runs sessions of calls on wasmtime: reads {component, sessions, imports, resources} as JSON, writes what each came to.
import json, math, struct, sys
import wasmtime
from wasmtime.component import Component, Linker, Record, ResourceHost, ResourceType, Variant
from wasmtime.component import _types as types

# Always with a tag: what stands for a case would else depend on the other cases.
types.VariantLikeType._tagged = lambda self: True
FLOATS = {types.F32, types.F64}
BIG = {types.S64, types.U64}


class Session:
    def __init__(self):
        self.guests, self.made, self.outcomes = [], 0, []


def to_py(ty, value, store, session):
    part = lambda of, item: to_py(of, item, store, session)
    kind = type(ty)
    if kind in FLOATS:
        return struct.unpack('>d', bytes.fromhex(value))[0]
    if kind in BIG:
        return int(value)
    if kind is types.ListType:
        items = [part(ty.element, item) for item in value]
        return bytes(items) if ty._is_bytes() else items
    if kind is types.TupleType:
        return tuple(part(of, item) for of, item in zip(ty.elements, value))
    if kind is types.RecordType:
        record = Record()
        for (name, of), item in zip(ty.fields, value):
            setattr(record, name, part(of, item))
        return record
    if kind is types.FlagsType:
        return set(value)
    if kind is types.EnumType:
        return value['tag']
    if isinstance(ty, types.VariantLikeType):
        of = dict(ty._cases())[value['tag']]
        return Variant(value['tag'], None if of is None else part(of, value['val']))
    if kind in (types.OwnType, types.BorrowType):
        if value['handle'] >= 0:
            return session.guests[value['handle']]
        session.made += 1
        return ResourceHost.own(session.made, 1) if kind is types.OwnType else ResourceHost.borrow(session.made, 1)
    return value


def from_py(ty, value, store, session):
    part = lambda of, item: from_py(of, item, store, session)
    kind = type(ty)
    if kind in FLOATS:
        return struct.pack('>d', math.nan if math.isnan(value) else value).hex()
    if kind in BIG:
        return str(value)
    if kind is types.ListType:
        return [part(ty.element, item) for item in value]
    if kind is types.TupleType:
        return [part(of, item) for of, item in zip(ty.elements, value)]
    if kind is types.RecordType:
        return [part(of, getattr(value, name)) for name, of in ty.fields]
    if kind is types.FlagsType:
        return [name for name in ty.names if name in value]
    if kind is types.EnumType:
        return {'tag': value, 'val': None}
    if isinstance(ty, types.VariantLikeType):
        of = dict(ty._cases())[value.tag]
        return {'tag': value.tag, 'val': None if of is None else part(of, value.payload)}
    if kind in (types.OwnType, types.BorrowType):
        try:
            return {'handle': value.to_host(store).rep}
        except wasmtime.WasmtimeError:
            session.guests.append(value)
            return {'handle': len(session.guests) - 1}
    return value


def canned(ty, store, session):
    kind = type(ty)
    if kind is types.ListType:
        items = [canned(ty.element, store, session), canned(ty.element, store, session)]
        return bytes(items) if ty._is_bytes() else items
    if kind is types.TupleType:
        return tuple(canned(of, store, session) for of in ty.elements)
    if kind is types.RecordType:
        record = Record()
        for name, of in ty.fields:
            setattr(record, name, canned(of, store, session))
        return record
    if kind is types.FlagsType:
        return set(ty.names[:1])
    if kind is types.EnumType:
        return ty.names[-1]
    if isinstance(ty, types.VariantLikeType):
        cases = ty._cases()
        tag, of = {types.OptionType: cases[-1], types.ResultType: cases[0]}.get(kind, cases[-1])
        return Variant(tag, None if of is None else canned(of, store, session))
    if kind in (types.OwnType, types.BorrowType):
        return to_py(ty, {'handle': -1}, store, session)
    scalars = {types.Bool: True, types.Char: 'ħ', types.String: 'größer 日本 🐈', types.F32: 1.5, types.F64: 1.5}
    return scalars.get(kind, 7)


def host_function(name, ty, session):
    makes = name.split('#')[1].startswith('[constructor]')

    def call(store, *args):
        if not makes:
            plain = [from_py(of, arg, store, session) for (_, of), arg in zip(ty.params, args)]
            session.outcomes.append({'host': name, 'args': plain})
        return None if ty.result is None else canned(ty.result, store, session)

    return call


def run(engine, component, calls):
    session, linker, store = Session(), Linker(engine), wasmtime.Store(engine)
    with linker.root() as root:
        for name, item in component.type.imports(engine).items():
            item = item.ty
            if isinstance(item, types.FuncType):
                root.add_func(name, host_function('#' + name, item, session))
            elif isinstance(item, types.ComponentInstanceType):
                with root.add_instance(name) as instance:
                    for inner, one in item.exports(engine).items():
                        one = one.ty
                        if isinstance(one, types.FuncType):
                            instance.add_func(inner, host_function(f'{name}#{inner}', one, session))
                        elif isinstance(one, ResourceType):
                            instance.add_resource(inner, ResourceType.host(1), lambda store, rep: None)
    try:
        instance = linker.instantiate(store, component)
        for call in calls:
            index = instance.get_export_index(store, call['instance']) if call['instance'] else None
            func = instance.get_func(store, instance.get_export_index(store, call['func'], index))
            ty = func.type(store)
            args = [to_py(of, arg, store, session) for (_, of), arg in zip(ty.params, call['args'])]
            value = func(store, *args)
            session.outcomes.append({'value': None if ty.result is None else from_py(ty.result, value, store, session)})
    except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
        session.outcomes.append({'trap': str(error)})
    return session.outcomes


def main():
    engine = wasmtime.Engine()
    for line in sys.stdin:
        job = json.loads(line)
        component = Component.from_file(engine, job['component'])
        outcomes = [run(engine, component, calls) for calls in job['sessions']]
        print(json.dumps({'name': job['name'], 'outcomes': outcomes}), flush=True)


main()
