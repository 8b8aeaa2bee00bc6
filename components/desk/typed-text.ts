'use client'

import { type FormField, fieldNameOf, heldBy, isField } from './typed-fields'

/** Text typed or a choice made in a field, and how to find the field after a reload. */
export type Typed = { field: string; text: string }
type Kept = { path: string; staffId: string; at: number; isAsked: boolean; typed: Typed[] }

const storageKey = 'pushdesk-typed'
/** A page that the router reloads is back within this time. Anyone who comes later has another reason. */
const loadMsMax = 15_000
const askedMsMax = 30 * 60_000

/** An editor that isn't a native field, such as the code editor. */
type Editor = {
  /** Returns undefined if the text is unchanged. */
  text: () => string | undefined
  /** Absent once the editor has left the page. */
  write: ((text: string) => void) | undefined
}

const recorded = new Map<FormField, Typed>()
const editors = new Map<string, Editor>()

/** Whether someone typed in this field since the page opened. */
export const isTypedIn = (field: FormField) => recorded.has(field)

/** The editor with this name, while it is on the page. */
export const editorNamed = (name: string) => editors.get(name)

let submitted: HTMLFormElement | undefined

/**
 * Records what people type until they submit it, so that it survives a reload. Returns a function that stops recording.
 */
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
  // Runs after the form's own listeners, which may prevent the reset.
  on('reset', ({ target, defaultPrevented }) => !defaultPrevented && forget((field) => field.form === target), false)
  return () => {
    stop.abort()
    recorded.clear()
  }
}

/** Forgets what was typed on the previous page. */
export function forgetTyped() {
  recorded.clear()
  forgetGoneEditors()
}

/** Tracks an editor like a field. Returns a function that stops tracking it. */
export function watchEditor(field: string, editor: Editor): () => void {
  editors.set(field, editor)
  return () => {
    const text = editor.text()
    editors.set(field, { text: () => text, write: undefined })
  }
}

/** Keeps a form's fields if its action didn't start. Otherwise React resets them when the action ends. */
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

/** Stores what was typed for the next page in this tab and the same person. Never stores secrets. */
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

export const hasKept = () => sessionStorage.getItem(storageKey) !== null

/** Takes, once, what the last page of this tab stored for this one. */
export function takeKept({ path, staffId }: Pick<Kept, 'path' | 'staffId'>): Typed[] {
  const text = sessionStorage.getItem(storageKey)
  if (text === null) return []
  const kept = JSON.parse(text) as Kept // only keepTyped writes this key
  if (kept.path !== path) return []
  sessionStorage.removeItem(storageKey)
  const isFresh = Date.now() - kept.at < (kept.isAsked ? askedMsMax : loadMsMax)
  return isFresh && kept.staffId === staffId ? kept.typed : []
}

/** Forgets fields that left the page: they were submitted or abandoned, unless the latest user action removed them. */
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
