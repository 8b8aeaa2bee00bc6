'use client'

import { type FormField, fieldNameOf, heldBy, isField, putInto } from './typed-fields'

/** What was typed or chosen in a field, and how to find the field on a page that was reloaded. */
type Typed = { field: string; text: string }
type Kept = { path: string; staffId: string; at: number; isAsked: boolean; typed: Typed[] }

const storageKey = 'pushdesk-typed'
/** A page that the router reloads by itself is back within this time. Anyone who comes later has another reason. */
const loadMsMax = 15_000
const askedMsMax = 30 * 60_000

/** What is typed into something that is no field of the browser's: a code editor. */
type Editor = {
  /** Undefined where it is as it came. */
  text: () => string | undefined
  /** Absent once it has left the page. */
  write: ((text: string) => void) | undefined
}

const recorded = new Map<FormField, Typed>()
const editors = new Map<string, Editor>()
let submitted: HTMLFormElement | undefined

/** Remembers what people type until it is sent, so that it outlives the page. Gives what ends it. */
export function watchTyping(): () => void {
  const stop = new AbortController()
  const on = (type: string, notify: (event: Event) => void, isFirst = true) =>
    document.addEventListener(type, notify, { capture: isFirst, signal: stop.signal })
  on('input', ({ target }) => {
    forgetGone()
    if (isField(target)) recorded.set(target, { field: fieldNameOf(target), text: heldBy(target) })
  })
  on('click', forgetGone)
  on('submit', ({ target }) => {
    if (target instanceof HTMLFormElement) submitted = target
  })
  // After the form's own listeners, which may keep its fields.
  on('reset', ({ target, defaultPrevented }) => !defaultPrevented && forget((field) => field.form === target), false)
  return () => {
    stop.abort()
    recorded.clear()
  }
}

/** Another page: what was typed on the last one is over. */
export function forgetTyped() {
  recorded.clear()
  forgetGoneEditors()
}

/** Treats an editor like the fields. Gives what ends it. */
export function watchEditor(field: string, editor: Editor): () => void {
  editors.set(field, editor)
  return () => {
    const text = editor.text()
    editors.set(field, { text: () => text, write: undefined })
  }
}

/** A form's action ends with its fields emptied; where the action was not even begun, they stay as they are. */
export function keepSubmittedFields() {
  const form = submitted
  if (!form) return
  const stop = new AbortController()
  form.addEventListener('submit', () => stop.abort(), { signal: stop.signal })
  const keep = (event: Event) => {
    event.preventDefault()
    stop.abort()
  }
  form.addEventListener('reset', keep, { signal: stop.signal })
}

/** For the page that comes next in this tab, and the same person. Secrets are kept nowhere. */
export function keepTyped({ path, staffId, isAsked }: Pick<Kept, 'path' | 'staffId' | 'isAsked'>) {
  const fields = [...recorded].map(([element, { field, text }]) => ({
    field,
    text: element.isConnected ? heldBy(element) : text,
  }))
  const inEditors = [...editors].map(([field, editor]) => ({ field, text: editor.text() ?? '' }))
  const typed = [...fields, ...inEditors].filter(({ text }) => text !== '')
  if (typed.length === 0) return
  const kept: Kept = { path, staffId, at: Date.now(), isAsked, typed }
  sessionStorage.setItem(storageKey, JSON.stringify(kept))
}

/** What the last page of this tab kept for this one, once. */
export function takeKept({ path, staffId }: Pick<Kept, 'path' | 'staffId'>): Typed[] {
  const text = sessionStorage.getItem(storageKey)
  if (text === null) return []
  const kept = JSON.parse(text) as Kept // only keepTyped writes here
  if (kept.path !== path) return []
  sessionStorage.removeItem(storageKey)
  const isFresh = Date.now() - kept.at < (kept.isAsked ? askedMsMax : loadMsMax)
  return isFresh && kept.staffId === staffId ? kept.typed : []
}

/** Puts texts back into the fields that are there and awake; gives those whose fields are not. */
export function giveBackTyped(typed: Typed[]): Typed[] {
  const fields = new Map(
    [...document.querySelectorAll('input, textarea')].filter(isField).map((one) => [fieldNameOf(one), one]),
  )
  const left = typed.filter(({ field, text }) => {
    const found = fields.get(field)
    if (!found || !isTakenUp(found)) return true
    // Whoever types already means something new.
    if (!recorded.has(found)) putInto(found, text)
    return false
  })
  // Last: what fields write into an editor's text is in that text as well.
  return left.filter(({ field, text }) => {
    const editor = editors.get(field)
    editor?.write?.(text)
    return !editor?.write
  })
}

/** React marks each element that it has taken up; what is written before is lost. */
const isTakenUp = (field: FormField) => Object.keys(field).some((key) => key.startsWith('__reactProps'))

/** A field that left the page was sent or given up, unless it left with the last thing that someone did. */
function forgetGone() {
  forget((field) => !field.isConnected)
  forgetGoneEditors()
}

function forgetGoneEditors() {
  for (const [field, { write }] of editors) if (!write) editors.delete(field)
}

function forget(isOver: (field: FormField) => boolean) {
  for (const field of recorded.keys()) if (isOver(field)) recorded.delete(field)
}
