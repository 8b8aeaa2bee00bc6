'use client'

import { useQueryClient } from '@tanstack/react-query'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { SignInForm } from '@/app/sign-in/sign-in-form'
import { sessionEnd } from '@/components/desk/session-end'

export type DeskPerson = { staffId: string; email: string; hasSingleSignOn: boolean; hasPassword: boolean }

const paceMs = 2_000

/**
 * Covers the open page when its session ends. The page stays as it is, and the same person continues after signing in.
 * Another person gets a new page.
 */
export function SessionDialog({
  staffId,
  email,
  hasSingleSignOn,
  hasPassword,
  onLeave,
}: DeskPerson & { onLeave: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const router = useRouter()
  const queries = useQueryClient()
  const search = useSearchParams().toString()
  const path = usePathname() + (search && `?${search}`)

  async function goOn() {
    const owner = await sessionOwner()
    if (!owner) return
    if (owner !== staffId) return location.reload()
    sessionEnd.over()
    void queries.invalidateQueries()
    router.refresh()
  }

  useEffect(() => {
    dialog.current?.showModal()
    // The person may sign in in another tab.
    const looking = setInterval(() => document.hidden || void goOn(), paceMs)
    return () => clearInterval(looking)
  })

  return (
    <dialog
      ref={dialog}
      aria-labelledby="session-ended"
      onCancel={(event) => event.preventDefault()}
      className="m-auto w-[min(400px,calc(100vw-2rem))] rounded-surface border border-line-strong bg-raised p-5 text-text shadow-float backdrop:bg-black/35"
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          <h2 id="session-ended" className="font-semibold text-lg">
            Your session has ended. Sign in again
          </h2>
          <p className="text-quiet">This page and what you typed stay as they are.</p>
        </div>
        <SignInForm
          next={path}
          notice={undefined}
          submitLabel="Sign in again"
          onSignedIn={() => void goOn()}
          {...{ email, hasSingleSignOn, hasPassword, onLeave }}
        />
      </div>
    </dialog>
  )
}

async function sessionOwner(): Promise<string | undefined> {
  const answer = await fetch('/api/desk/session').catch(() => undefined)
  if (!answer?.ok) return undefined
  const { staffId }: { staffId: string } = await answer.json()
  return staffId
}
