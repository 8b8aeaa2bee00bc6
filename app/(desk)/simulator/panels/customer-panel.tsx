'use client'

import type { Route } from 'next'
import { type FormEvent, useState } from 'react'
import { usePhone } from '@/app/(desk)/simulator/screens/phone-context'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/form/text-field'
import { StateBadge } from '@/components/ui/state-badge'
import { TextLink } from '@/components/ui/text/text-link'
import type { User } from '@/sdk/user'
import { Panel } from './panel'

export type PhoneCustomer = { userId: string; locale: string | null }

/** Signs customers in to the app and out of it. */
export function CustomerPanel({ customers, path }: { customers: PhoneCustomer[]; path: string }) {
  const { phone, state } = usePhone()
  const [userId, setUserId] = useState(customers[0]?.userId ?? '')
  const signIn = (user: User) => {
    phone.openApp()
    phone.app.signIn(user)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const locale = customers.find((one) => one.userId === userId)?.locale
    if (!userId.trim()) return
    if (locale) phone.turnKnob({ locale })
    signIn({ id: userId.trim() })
  }
  return (
    <Panel title="Customer">
      <form onSubmit={submit} className="flex flex-col gap-2">
        <TextField
          label="User ID"
          isMono
          list="phone-customers"
          autoComplete="off"
          spellCheck={false}
          value={userId}
          onChange={(event) => setUserId(event.target.value)}
          hint={<SignedIn user={state.user} />}
        />
        <datalist id="phone-customers">
          {customers.map(({ userId: value, locale }) => (
            <option key={value} value={value} label={locale ?? undefined} />
          ))}
        </datalist>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" disabled={!userId.trim()}>
            {state.user ? 'Switch customer' : 'Sign in'}
          </Button>
          <Button variant="ghost" onClick={() => signIn({ anonymousId: `guest-${crypto.randomUUID().slice(0, 8)}` })}>
            Continue as guest
          </Button>
        </div>
      </form>
      <Registration path={path} />
      <Button
        variant="primary"
        disabled={!state.user || state.app.screen === 'queue'}
        onClick={() => {
          phone.openApp()
          void phone.app.joinQueue()
        }}
      >
        Join a queue
      </Button>
    </Panel>
  )
}

function SignedIn({ user }: { user: User | undefined }) {
  if (!user) return 'No one is signed in to the app. The list suggests existing customers, but any ID works.'
  return (
    <>
      Signed in: <span className="font-mono text-text">{'id' in user ? user.id : user.anonymousId}</span>
    </>
  )
}

/** This phone's registration as the SDK knows it. */
function Registration({ path }: { path: string }) {
  const { push } = usePhone().state
  if (push.status === 'disabled') return <p className="text-quiet">Push isn’t enabled on this phone.</p>
  if (push.status === 'unknown')
    return (
      <StateBadge
        state="unknown"
        word={push.wants === 'enabled' ? 'Possibly enabled: no response yet' : 'Possibly disabled: no response yet'}
      />
    )
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <StateBadge state="accepted" word="Registered for push" />
      <TextLink href={`${path}/devices/${push.deviceId}` as Route}>Open device</TextLink>
    </p>
  )
}
