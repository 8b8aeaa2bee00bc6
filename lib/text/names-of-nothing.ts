import type { z } from 'zod'

/** What programs write for a missing value: JavaScript, Objective-C, Swift, Java, Python, and an ID reset by iOS. */
const namesOfNothing = new Set([
  'undefined',
  'null',
  '(null)',
  '<null>',
  'nil',
  'none',
  'nan',
  '[object object]',
  '[object undefined]',
  '[object null]',
  '00000000-0000-0000-0000-000000000000',
])

/** Most IDs: they contain no invisible character. */
const plain = /^[!-~]+$/

/**
 * Returns why this text can't be an ID, or undefined. A placeholder such as `undefined` would merge many strangers into
 * one customer, device, or message; `.` and `..` can't be addressed in a URL.
 */
export function whyNoName(text: string): string | undefined {
  if (text === '') return undefined
  const visible = plain.test(text)
    ? text
    : text.replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu, ' ').trim()
  if (visible === '') return 'Must not be blank.'
  if (namesOfNothing.has(visible.toLowerCase()))
    return `“${visible}” is what a program writes for a missing value. Send the real ID, or leave the field out.`
  if (text === '.' || text === '..') return 'Must not be “.” or “..”, which a URL can’t contain.'
  return undefined
}

/** For superRefine. */
export function namesSomething(text: string, ctx: z.core.$RefinementCtx) {
  const message = whyNoName(text)
  if (message !== undefined) ctx.addIssue({ code: 'custom', message })
}
