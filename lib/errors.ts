export const refusalReasons = [
  'signed-out',
  'forbidden',
  'not-found',
  'conflict',
  'invalid',
  'too-many',
  'unavailable',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** Field path → sentences for the person who filled in the form. */
export type FieldErrors = Record<string, string[]>

/** An error that the caller can act on, with a sentence for them. Any other thrown error is a bug. */
export class Refused extends Error {
  override readonly name = 'Refused'

  /** @param code stable error code of the public API (`identity_token_invalid`); defaults to the reason */
  constructor(
    readonly reason: RefusalReason,
    message: string,
    readonly fields: FieldErrors = {},
    readonly code: string = reason.replace('-', '_'),
    readonly details: Record<string, unknown> = {},
  ) {
    super(message)
  }
}
