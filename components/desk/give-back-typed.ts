'use client'

import { writeField } from '@/components/ui/form/write-field'
import { type FormField, fieldNameOf, heldBy, isBox, isField } from './typed-fields'
import { editorNamed, isTypedIn, type Typed } from './typed-text'

const paceMs = 200

/**
 * Restores texts until all are restored or the page is left: fields that appear later, such as in a reopened dialog, get
 * their text when they appear.
 */
export function giveBackTyped(typed: Typed[], left: AbortSignal) {
  let missing = typed
  const giving = setInterval(() => {
    missing = giveBackOnce(missing)
    if (missing.length === 0) clearInterval(giving)
  }, paceMs)
  left.addEventListener('abort', () => clearInterval(giving))
}

/** Restores texts into hydrated fields. Returns those whose fields are missing or not yet hydrated. */
function giveBackOnce(typed: Typed[]): Typed[] {
  const fields = new Map(
    [...document.querySelectorAll('input, textarea')].filter(isField).map((one) => [fieldNameOf(one), one]),
  )
  const left = typed.filter(({ field, text }) => {
    const found = fields.get(field)
    if (!found || !isTakenUp(found)) return true
    // Don't overwrite what the person is already typing.
    if (!isTypedIn(found)) putInto(found, text)
    return false
  })
  // Restore editors last: their text includes what fields write into it.
  return left.filter(({ field, text }) => {
    const write = editorNamed(field)?.write
    write?.(text)
    return !write
  })
}

/** React marks each element it hydrates. Text written before that is lost. */
const isTakenUp = (field: FormField) => Object.keys(field).some((key) => key.startsWith('__reactProps'))

/** Sets a field as if a person did. */
function putInto(field: FormField, text: string) {
  if (heldBy(field) === text) return
  if (!isBox(field)) writeField(field, text)
  // A radio button is turned off by turning on another one.
  else if (field.type !== 'radio' || text === 'on') field.click()
}
