'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { preloadErrorScreen } from '@/components/desk/error-screen'
import { sessionEnd } from '@/components/desk/session-end'
import { isOutdated, onStartAgain, sayStartedAgain, startAgainOrSay, waitForCode } from '@/components/desk/start-again'
import { stepUpAsked } from '@/components/desk/step-up'
import { forgetTyped, hasKept, keepTyped, takeKept, watchTyping } from '@/components/desk/typed-text'
import { onDemand, onMissingCode, untilLoaded } from '@/components/ui/on-demand'
import { whenIdle } from '@/components/ui/when-idle'
import type { DeskPerson } from './session-dialog'

const SessionDialog = onDemand(() => import('./session-dialog').then((loaded) => loaded.SessionDialog))

const StepUpDialog = onDemand(() => import('./step-up-dialog').then((loaded) => loaded.StepUpDialog))

/**
 * Guards a page that stays open for long: asks to sign in again, and keeps typed text across sign-ins and server
 * updates.
 */
export function OpenPage(person: DeskPerson) {
  const { staffId } = person
  const path = usePathname()
  const isEnded = useSyncExternalStore(sessionEnd.subscribe, sessionEnd.now, sessionEnd.onServer)
  const isStepUpAsked = useSyncExternalStore(stepUpAsked.subscribe, stepUpAsked.now, stepUpAsked.onServer)
  const keep = useRef((_isAsked: boolean) => undefined as undefined)
  keep.current = (isAsked) => void keepTyped({ path, staffId, isAsked })

  useEffect(() => whenIdle(preloadErrorScreen), [])
  useEffect(() => {
    const stopWatching = watchTyping()
    onStartAgain(() => keep.current(true))
    onMissingCode(waitForCode)
    sayStartedAgain()
    const leave = () => keep.current(false)
    const notice = ({ reason }: PromiseRejectionEvent) => {
      if (isOutdated(reason)) void startAgainOrSay(reason)
    }
    window.addEventListener('pagehide', leave)
    window.addEventListener('unhandledrejection', notice)
    return () => {
      // The page gives way to the sign-in or to a full-page error.
      keep.current(true)
      stopWatching()
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('unhandledrejection', notice)
    }
  }, [])

  useEffect(() => {
    const left = new AbortController()
    if (hasKept())
      void untilLoaded(() => import('@/components/desk/give-back-typed')).then(({ giveBackTyped }) => {
        if (!left.signal.aborted) giveBackTyped(takeKept({ path, staffId }), left.signal)
      })
    return () => {
      left.abort()
      forgetTyped()
    }
  }, [path, staffId])

  return (
    <>
      {isStepUpAsked && <StepUpDialog {...person} onLeave={() => keep.current(true)} />}
      {isEnded && <SessionDialog {...person} onLeave={() => keep.current(true)} />}
    </>
  )
}
