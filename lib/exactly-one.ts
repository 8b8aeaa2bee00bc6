import type { z } from 'zod'

/**
 * Arguments for superRefine: requires exactly one of two fields. Reports at both fields, even if other fields are
 * invalid.
 */
export function exactlyOne<A extends string, B extends string>(a: A, b: B) {
  const check = (given: Partial<Record<A | B, unknown>>, ctx: z.core.$RefinementCtx) => {
    const count = [given[a], given[b]].filter((value) => value !== undefined).length
    if (count === 1) return
    const message = count ? `Send ${a} or ${b}, not both.` : `Send ${a} or ${b}.`
    for (const path of [a, b]) ctx.addIssue({ code: 'custom', path: [path], message })
  }
  return [check, { when: isObject }] as const
}

const isObject = ({ value }: { value: unknown }) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same rule for the OpenAPI description. JSON Schema can't derive it from the refinement. */
export const oneOfRequired = (a: string, b: string) => [{ required: [a] }, { required: [b] }]
