type Read<Value> = (value: unknown, at: string) => Value
type Fields = Record<string, Read<unknown>>
type Whole<Shape extends Fields> = { [Key in keyof Shape]: ReturnType<Shape[Key]> }
type Missing<Shape extends Fields> = {
  [Key in keyof Shape]: undefined extends ReturnType<Shape[Key]> ? Key : never
}[keyof Shape]

export type Shape<Value> = Read<Value>
export type Shaped<Of> = Of extends Read<infer Value> ? Value : never

/** Validates a response from our own server. Not zod, which would be a tenth of a page's JavaScript budget. */
export const read = <Value>(shape: Shape<Value>, answer: unknown): Value => shape(answer, 'answer')

type Verb = (...given: never[]) => unknown

/** The shape of a command's or query's result. Doesn't compile if the result has another type. */
export const resultOf =
  <Of extends Verb>() =>
  <Value>(shape: Shape<Value> & (Awaited<ReturnType<Of>> extends Value ? unknown : never)): Shape<Value> =>
    shape

export const text = only<string>('string')
export const number = only<number>('number')
export const flag = only<boolean>('boolean')
export const anything: Read<unknown> = (value) => value

/** An object that the page passes on unchanged, such as a prompt’s content. */
export const whole =
  <Value extends object>(): Read<Value> =>
  (value, at) =>
    objectAt(value, at) as Value

export const instant: Read<Date> = (value, at) => {
  const date = new Date(text(value, at))
  return Number.isNaN(date.getTime()) ? fail(at, 'an instant') : date
}

export const oneOf =
  <const Word extends string>(words: readonly Word[]): Read<Word> =>
  (value, at) =>
    words.find((word) => word === value) ?? fail(at, `one of ${words.join(', ')}`)

export const orNull =
  <Value>(shape: Read<Value>): Read<Value | null> =>
  (value, at) =>
    value === null ? null : shape(value, at)

export const optional =
  <Value>(shape: Read<Value>): Read<Value | undefined> =>
  (value, at) =>
    value === undefined ? undefined : shape(value, at)

export const listOf =
  <Value>(shape: Read<Value>): Read<Value[]> =>
  (value, at) =>
    Array.isArray(value) ? value.map((one, index) => shape(one, `${at}[${index}]`)) : fail(at, 'a list')

export const recordOf =
  <Value>(shape: Read<Value>): Read<Record<string, Value>> =>
  (value, at) =>
    Object.fromEntries(Object.entries(objectAt(value, at)).map(([key, one]) => [key, shape(one, `${at}.${key}`)]))

/** Drops fields that the shape doesn't name. */
export const object =
  <Of extends Fields>(fields: Of): Read<Omit<Whole<Of>, Missing<Of>> & Partial<Pick<Whole<Of>, Missing<Of>>>> =>
  (value, at) => {
    const from = objectAt(value, at)
    const entries = Object.entries(fields).map(([key, shape]) => [key, shape(from[key], `${at}.${key}`)] as const)
    return Object.fromEntries(entries.filter(([, one]) => one !== undefined)) as Whole<Of>
  }

function only<Value>(type: 'string' | 'number' | 'boolean'): Read<Value> {
  return (value, at) => (typeof value === type ? (value as Value) : fail(at, `a ${type}`))
}

function objectAt(value: unknown, at: string) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(at, 'an object')
  return value as Record<string, unknown>
}

function fail(at: string, wanted: string): never {
  throw new TypeError(`The server's ${at} is not ${wanted}.`)
}
