'use client'

import { unstable_isUnrecognizedActionError as isUnknownAction } from 'next/navigation'
import { toast } from '@/components/ui/overlays/toast'
import { isAnswered, untilBack } from './away'

const newVersionOut = 'A new version of Pushdesk is out'

const storageKey = 'pushdesk-reloaded-at'
const untoldKey = 'pushdesk-reloaded'
/** Another reload within this time wouldn't help. */
const againMsMin = 10 * 60_000

let beforeLoad: () => void = () => undefined

/** Sets the function that stores the page's typed text before a reload. */
export function onStartAgain(keep: () => void) {
  beforeLoad = keep
}

/** Whether this page requests code that the server no longer has, because the page predates an update. */
export const isOutdated = (error: unknown) => isUnknownAction(error) || isMissingCode(error)

const isMissingCode = (error: unknown) =>
  error instanceof Error && (error.name === 'ChunkLoadError' || /loading (CSS )?chunk|load chunk/i.test(error.message))

/** Waits if code is missing only because the server doesn't respond. Returns whether loading it again may help. */
export async function waitForCode(error: unknown): Promise<boolean> {
  if (!isMissingCode(error) || (await isAnswered())) return false
  await untilBack()
  return true
}

export type RestartNote = { isComing: boolean; title: string; description: string }

/** Reloads the page once, keeping what was typed. If that can’t help, says what is known. */
export function startAgain(error: unknown): Promise<RestartNote> {
  // If several parts are missing at once, one reload is enough.
  starting ??= tryAgain(error).then((outcome) => {
    if (!outcome.isComing) starting = undefined
    return outcome
  })
  return starting
}

let starting: Promise<RestartNote> | undefined

async function tryAgain(error: unknown): Promise<RestartNote> {
  // While the server is starting or the connection is down, there is no newer page either.
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

/** Reloads the page, keeping what was typed. */
export function loadAgain() {
  beforeLoad()
  // Skip the confirmation for drafts, because their content is kept as well.
  window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })
  location.reload()
}

/** Restarts for background work, and shows a toast if that can't help. */
export async function startAgainOrSay(error: unknown) {
  const { isComing, title, description } = await startAgain(error)
  if (!isComing) toast.failure(title, { description, action: { label: 'Reload', onPress: loadAgain } })
}

/** Shown by the reloaded page, because the previous one was gone too soon. */
export function sayStartedAgain() {
  const title = sessionStorage.getItem(untoldKey)
  if (title === null) return
  sessionStorage.removeItem(untoldKey)
  toast.info(title, { description: 'The page was reloaded. What you typed is kept.', timeoutMs: 15_000 })
}

/** Code files have a content hash in their names. If the server doesn't know the name, it has other code. */
async function isGone(error: unknown) {
  if (isUnknownAction(error)) return true
  const [path] = /\/_next\/static\/[^\s'")]+/.exec(error instanceof Error ? error.message : '') ?? []
  return path !== undefined && (await fetch(path, { method: 'HEAD' }).catch(() => undefined))?.status === 404
}
