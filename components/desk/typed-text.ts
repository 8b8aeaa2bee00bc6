'use client'

type Field = HTMLInputElement | HTMLTextAreaElement
/** What was typed into a field, and how to find the field on a page that was loaded anew. */
type Typed = { field: string; text: string }
type Kept = { path: string; staffId: string; at: number; isAsked: boolean; typed: Typed[] }

const storageKey = 'pushdesk-typed'
/** A page that the router loads anew by itself is back within this; whoever comes later, comes for something else. */
const loadMsMax = 15_000
const askedMsMax = 30 * 60_000

const textual = /^(text|search|url|email|tel|number|date|datetime-local|time)$/
/** The same names whose values no answer of the server repeats. */
const secret = /password|secret|privatekey/i

/** What is typed into something that is no field of the browser's: a code editor. */
type Editor = {
  /** Undefined where it is as it came. */
  text: () => string | undefined
  /** Absent once it has left the page. */
  write: ((text: string) => void) | undefined
}

const recorded = new Map<Field, Typed>()
const editors = new Map<string, Editor>()
let submitted: HTMLFormElement | undefined

/** Remembers what people type until it is sent, so that it outlives the page. Gives what ends it. */
export function watchTyping(): () => void {
  const stop = new AbortController()
  const on = (type: string, heard: (event: Event) => void, isFirst = true) =>
    document.addEventListener(type, heard, { capture: isFirst, signal: stop.signal })
  on('input', ({ target }) => {
    forgetGone()
    if (isField(target)) recorded.set(target, { field: nameOf(target), text: target.value })
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
    text: element.isConnected ? element.value : text,
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
export function giveBack(typed: Typed[]): Typed[] {
  const fields = new Map(
    [...document.querySelectorAll('input, textarea')].filter(isField).map((one) => [nameOf(one), one]),
  )
  const left = typed.filter(({ field, text }) => {
    const found = fields.get(field)
    if (!found || !isTakenUp(found)) return true
    // Whoever types already means something new.
    if (found.value !== text && !recorded.has(found)) write(found, text)
    return false
  })
  // Last: what fields write into an editor's text is in that text as well.
  return left.filter(({ field, text }) => {
    const editor = editors.get(field)
    editor?.write?.(text)
    return !editor?.write
  })
}

/** As if it was typed: what React set itself would not be noticed by it. */
function write(field: Field, text: string) {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** React marks each element that it has taken up; what is written before is lost. */
const isTakenUp = (field: Field) => Object.keys(field).some((key) => key.startsWith('__reactProps'))

function isField(target: EventTarget | null): target is Field {
  if (target instanceof HTMLInputElement && !textual.test(target.type)) return false
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return false
  // What is looked up in the palette is over with it.
  if (target.closest('[cmdk-root]')) return false
  return !secret.test(target.name) && target.autocomplete !== 'one-time-code'
}

/** Its words, and which of the fields with the same words it is. */
function nameOf(field: Field): string {
  const words = wordsOf(field)
  const same = [...document.querySelectorAll('input, textarea')].filter((one) => isField(one) && wordsOf(one) === words)
  return `${words} ${Math.max(0, same.indexOf(field))}`
}

const wordsOf = (field: Field) =>
  [field.name, field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent, field.placeholder].join(' | ')

/** A field that left the page was sent or given up, unless it left with the last thing that somebody did. */
function forgetGone() {
  forget((field) => !field.isConnected)
  forgetGoneEditors()
}

function forgetGoneEditors() {
  for (const [field, { write }] of editors) if (!write) editors.delete(field)
}

function forget(isOver: (field: Field) => boolean) {
  for (const field of recorded.keys()) if (isOver(field)) recorded.delete(field)
}
