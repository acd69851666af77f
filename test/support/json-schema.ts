/** The part of JSON Schema that the project's schemas use; another keyword is a mistake of the schema. */
const KEYWORDS = new Set(
  (
    '$schema $id $defs $ref title description type enum const required properties additionalProperties items ' +
    'minimum pattern'
  ).split(' '),
);

type Schema = Readonly<Record<string, unknown>>;

/** Where `value` departs from `schema`, one line each; empty when it is valid. */
export function schemaErrors(schema: Schema, value: unknown): string[] {
  return errorsAt(schema, schema, value, '$');
}

function errorsAt(root: Schema, schema: Schema, value: unknown, path: string): string[] {
  const unknown = Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword));
  if (unknown.length > 0) throw new Error(`the checker does not know ${unknown.join(', ')}`);
  if (typeof schema['$ref'] === 'string')
    return errorsAt(root, definition(root, schema['$ref']), value, path);
  const errors: string[] = [];
  const { type, minimum, pattern } = schema;
  if (type !== undefined && ![type].flat().includes(typeOf(value))) errors.push(`${path}: ${typeOf(value)}`);
  if ('const' in schema && value !== schema['const']) errors.push(`${path}: not ${String(schema['const'])}`);
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value))
    errors.push(`${path}: not one of the values`);
  if (typeof minimum === 'number' && typeof value === 'number' && value < minimum)
    errors.push(`${path}: too small`);
  if (typeof pattern === 'string' && typeof value === 'string' && !new RegExp(pattern).test(value)) {
    errors.push(`${path}: does not match ${pattern}`);
  }
  if (Array.isArray(value) && isObject(schema['items'])) {
    const { items } = schema;
    errors.push(
      ...value.flatMap((item, index) => errorsAt(root, items as Schema, item, `${path}[${index}]`)),
    );
  }
  if (isObject(value)) errors.push(...propertyErrors(root, schema, value, path));
  return errors;
}

function propertyErrors(root: Schema, schema: Schema, value: Schema, path: string): string[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const missing = required.filter((key) => !(key in value)).map((key) => `${path}: no ${String(key)}`);
  const found = Object.entries(value).flatMap(([key, item]) => {
    const property = properties[key];
    if (isObject(property)) return errorsAt(root, property, item, `${path}.${key}`);
    return schema['additionalProperties'] === false ? [`${path}: unknown ${key}`] : [];
  });
  return [...missing, ...found];
}

function definition(root: Schema, reference: string): Schema {
  const found = isObject(root['$defs']) ? root['$defs'][reference.replace('#/$defs/', '')] : undefined;
  if (!isObject(found)) throw new Error(`no ${reference}`);
  return found;
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
