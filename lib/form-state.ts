import type { FieldErrors } from './errors'

/** The state of a form: not yet submitted, done with a result, or refused with the entered values. */
export type FormState<Result = unknown> = { ok: true; result: Result } | RefusedState | undefined

export type RefusedState = {
  ok: false
  message: string
  code: string
  fields: FieldErrors
  entered: Record<string, string>
  /** Further facts about the refusal, such as who saved first. */
  details?: Record<string, unknown>
}

export const fieldErrors = (state: FormState<unknown>, field: string) =>
  state && !state.ok ? state.fields[field] : undefined

export const enteredValue = (state: FormState<unknown>, field: string, otherwise = '') =>
  state && !state.ok ? (state.entered[field] ?? otherwise) : otherwise

/** The attributes of a field that keeps what was entered and shows its errors. */
export const formField = (state: FormState<unknown>, name: string, otherwise = '') => ({
  name,
  defaultValue: enteredValue(state, name, otherwise),
  errors: fieldErrors(state, name),
})
