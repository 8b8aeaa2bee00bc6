'use client'

import { unstable_isUnrecognizedActionError as isUnknownAction } from 'next/navigation'
import { toast } from '@/components/ui/overlays/toast'

const newVersionOut = 'A new version of Pushdesk is out'

const storageKey = 'pushdesk-reloaded-at'
const untoldKey = 'pushdesk-reloaded'
/** Whoever ends here again so soon is not helped by another load. */
const againMsMin = 10 * 60_000

let beforeLoad: () => void = () => undefined

/** What keeps the typed text of the page that is shown. */
export function onStartAgain(keep: () => void) {
  beforeLoad = keep
}

/** Whether this page asks for code that the server does not have any more: it is from before an update. */
export const isOutdated = (error: unknown) => isUnknownAction(error) || isMissingCode(error)

const isMissingCode = (error: unknown) =>
  error instanceof Error && (error.name === 'ChunkLoadError' || /loading (CSS )?chunk|load chunk/i.test(error.message))

export type RestartNote = { isComing: boolean; title: string; description: string }

/** Reloads the page once, keeping what was typed. If that can’t help, says what is known. */
export function startAgain(error: unknown): Promise<RestartNote> {
  // Of several parts that are missing at once, the first is enough.
  starting ??= tryAgain(error).then((outcome) => {
    if (!outcome.isComing) starting = undefined
    return outcome
  })
  return starting
}

let starting: Promise<RestartNote> | undefined

async function tryAgain(error: unknown): Promise<RestartNote> {
  if (!(await isAnswered()))
    return told('Pushdesk didn’t respond', 'Part of this page didn’t load. Check your connection, then reload.')
  const title = (await isGone(error)) ? newVersionOut : 'A new version of Pushdesk may be out'
  if (Date.now() - Number(sessionStorage.getItem(storageKey)) < againMsMin)
    return told(title, 'Reloading this page didn’t help. Try again in a few minutes.')
  sessionStorage.setItem(storageKey, String(Date.now()))
  sessionStorage.setItem(untoldKey, title)
  loadAgain()
  return { isComing: true, title, description: 'Reloading this page to update it.' }
}

const told = (title: string, description: string): RestartNote => ({ isComing: false, title, description })

/** The same, because someone pressed a button. */
export function loadAgain() {
  beforeLoad()
  // Drafts ask before they are left; what they hold is kept with the rest.
  window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })
  location.reload()
}

/** For what no one waits for: a refusal, in the corner. */
export async function startAgainOrSay(error: unknown) {
  const { isComing, title, description } = await startAgain(error)
  if (!isComing) toast.failure(title, { description, action: { label: 'Reload', onPress: loadAgain } })
}

/** Said by the page that came, because the one before it was gone too soon. */
export function sayStartedAgain() {
  const title = sessionStorage.getItem(untoldKey)
  if (title === null) return
  sessionStorage.removeItem(untoldKey)
  toast.info(title, { description: 'The page was reloaded. What you typed is kept.', timeoutMs: 15_000 })
}

/** A server that is being started, or a line that is down, has no newer page either. */
const isAnswered = () =>
  fetch('/api/desk/session', { cache: 'no-store' }).then(
    ({ status }) => status < 502,
    () => false,
  )

/** Code has its content in its name: where the name is unknown, the server has other code. */
async function isGone(error: unknown) {
  if (isUnknownAction(error)) return true
  const [path] = /\/_next\/static\/[^\s'")]+/.exec(error instanceof Error ? error.message : '') ?? []
  return path !== undefined && (await fetch(path, { method: 'HEAD' }).catch(() => undefined))?.status === 404
}
