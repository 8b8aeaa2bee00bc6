'use client'

export type FormField = HTMLInputElement | HTMLTextAreaElement

const textual = /^(text|search|url|email|tel|number|date|datetime-local|time)$/
/** Lists store their choice in a hidden field. */
const chosen = /^(checkbox|radio|hidden)$/
/** Names of fields whose values the server never returns. */
const secret = /password|secret|privatekey/i
/** React generates a name for a field without one, a different one each time. */
const madeUp = /^[^a-z]/i

export function isField(target: EventTarget | null): target is FormField {
  if (target instanceof HTMLInputElement && !isKept(target)) return false
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return false
  // Searches in the palette aren't kept.
  if (target.closest('[cmdk-root]')) return false
  return !secret.test(target.name) && target.autocomplete !== 'one-time-code'
}

function isKept(input: HTMLInputElement) {
  // Outside a form, a choice takes effect at once, and would again when restored.
  if (chosen.test(input.type)) return input.form !== null && input.name !== '' && !madeUp.test(input.name)
  // Text typed to search a list's options isn't kept.
  return textual.test(input.type) && input.getAttribute('role') !== 'combobox'
}

/** A field's value as text. */
export const heldBy = (field: FormField) => (isBox(field) ? (field.checked ? 'on' : 'off') : field.value)

export const isBox = (field: FormField): field is HTMLInputElement =>
  field.type === 'checkbox' || field.type === 'radio'

/** Names a field by its texts and its index among fields with the same texts. */
export function fieldNameOf(field: FormField): string {
  const words = wordsOf(field)
  const same = [...document.querySelectorAll('input, textarea')].filter((one) => isField(one) && wordsOf(one) === words)
  return `${words} ${Math.max(0, same.indexOf(field))}`
}

const wordsOf = (field: FormField) =>
  [
    dialogAround(field),
    field.name,
    isBox(field) && field.value,
    field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent,
    field.placeholder,
  ].join(' | ')

/** The title of the dialog around a field. Dialogs about different people have the same fields but different titles. */
function dialogAround(field: FormField) {
  const title = field.closest('[role="dialog"], [role="alertdialog"]')?.getAttribute('aria-labelledby')
  return title && document.getElementById(title)?.textContent
}
