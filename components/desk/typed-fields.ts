'use client'

import { writeField } from '@/components/ui/form/write-field'

export type FormField = HTMLInputElement | HTMLTextAreaElement

const textual = /^(text|search|url|email|tel|number|date|datetime-local|time)$/
/** The last is where a list keeps its choice. */
const chosen = /^(checkbox|radio|hidden)$/
/** The same names whose values no answer of the server repeats. */
const secret = /password|secret|privatekey/i
/** React makes up a name where a field has none, another one each time. */
const madeUp = /^[^a-z]/i

export function isField(target: EventTarget | null): target is FormField {
  if (target instanceof HTMLInputElement && !isKept(target)) return false
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return false
  // What is looked up in the palette is over with it.
  if (target.closest('[cmdk-root]')) return false
  return !secret.test(target.name) && target.autocomplete !== 'one-time-code'
}

function isKept(input: HTMLInputElement) {
  // Outside of a form, a choice acts at once, and would act again.
  if (chosen.test(input.type)) return input.form !== null && input.name !== '' && !madeUp.test(input.name)
  // What is typed to find one of many is over with its list.
  return textual.test(input.type) && input.getAttribute('role') !== 'combobox'
}

/** What a field holds, as text. */
export const heldBy = (field: FormField) => (isBox(field) ? (field.checked ? 'on' : 'off') : field.value)

/** As if a person did it. */
export function putInto(field: FormField, text: string) {
  if (heldBy(field) === text) return
  if (!isBox(field)) writeField(field, text)
  // One of several buttons goes off with another one.
  else if (field.type !== 'radio' || text === 'on') field.click()
}

const isBox = (field: FormField): field is HTMLInputElement => field.type === 'checkbox' || field.type === 'radio'

/** Its words, and which of the fields with the same words it is. */
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

/** By its title: what was chosen for one person is nothing for the next one, whose dialog has the same fields. */
function dialogAround(field: FormField) {
  const title = field.closest('[role="dialog"], [role="alertdialog"]')?.getAttribute('aria-labelledby')
  return title && document.getElementById(title)?.textContent
}
