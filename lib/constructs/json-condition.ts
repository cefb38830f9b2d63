/** The part of JSON Schema that grants use. */
export interface JsonForm {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonForm>>;
  readonly required?: readonly string[];
  readonly items?: JsonForm;
  readonly anyOf?: readonly JsonForm[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * A JSONata condition that holds where a value has the form. Each check stands behind a `?`, because only that promises that
 * what comes after it is not evaluated: a regular expression on what is no text would be an error and no `false`.
 */
export function jsonCondition(form: JsonForm, value: string): string {
  if (form.properties) return objectCondition(form, value);
  // A list of one is the same as its entry in this language, so both are judged entry by entry.
  const entry = form.anyOf?.find(({ items }) => items)?.items ?? form.items;
  if (entry) {
    const fitting = `$count(${value}[${jsonCondition(entry, "$")}])`;
    return `($exists(${value}) ? ($count(${value}) > 0 and ${fitting} = $count(${value})) : false)`;
  }
  if (form.pattern !== undefined) {
    return `($type(${value}) = 'string' ? $contains(${value}, /${form.pattern.replaceAll("/", "\\/")}/) : false)`;
  }
  if (form.type === "integer") {
    const { minimum = 0, maximum = 0 } = form;
    return `($type(${value}) = 'number' ? ($floor(${value}) = ${value} and ${value} >= ${minimum} and ${value} <= ${maximum}) : false)`;
  }
  throw new Error(
    `no condition for ${JSON.stringify(form)}; allowed: objects, lists, texts with a pattern, whole numbers`,
  );
}

function objectCondition({ properties = {}, required = [] }: JsonForm, value: string): string {
  const names = Object.keys(properties);
  const known = `$count($keys(${value})[$not($ in ${JSON.stringify(names)})]) = 0`;
  const fields = Object.entries(properties).map(([name, form]) => {
    const field = `${value}.${name}`;
    const holds = jsonCondition(form, field);
    return required.includes(name) ? holds : `($exists(${field}) ? ${holds} : true)`;
  });
  return `($type(${value}) = 'object' ? (${[known, ...fields].join(" and ")}) : false)`;
}
