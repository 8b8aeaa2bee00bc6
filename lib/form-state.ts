import type { FieldErrors } from './errors'

/** What a form shows after it was sent: nothing yet, done with its result, or refused with what was entered. */
export type FormState<Result = unknown> = { ok: true; result: Result } | RefusedState | undefined

export type RefusedState = {
  ok: false
  message: string
  code: string
  fields: FieldErrors
  entered: Record<string, string>
  /** What else the refusal tells, such as who was faster. */
  details?: Record<string, unknown>
}

export const fieldErrors = (state: FormState<unknown>, field: string) =>
  state && !state.ok ? state.fields[field] : undefined

export const enteredValue = (state: FormState<unknown>, field: string, otherwise = '') =>
  state && !state.ok ? (state.entered[field] ?? otherwise) : otherwise
