'use client'

import { type FormEvent, useState } from 'react'
import app from './app.module.css'
import { AppIcon } from './app-icon'
import { AppNotice } from './app-notice'
import { usePhone } from './phone-context'

export function SignInScreen({ appName }: { appName: string }) {
  const { phone } = usePhone()
  const [userId, setUserId] = useState('')
  const signIn = (event: FormEvent) => {
    event.preventDefault()
    if (userId.trim()) phone.app.signIn({ id: userId.trim() })
  }
  return (
    <>
      <header className={app.hero} style={{ paddingTop: 116 }}>
        <AppIcon />
        <h2 className={app.hero_title} style={{ marginTop: 18 }}>
          {appName}
        </h2>
        <p className={app.hero_small}>Sign in to talk to us.</p>
      </header>
      <div className={app.app_scroll}>
        <AppNotice />
        <form onSubmit={signIn} style={{ display: 'grid', gap: 12, marginTop: 24 }}>
          <input
            aria-label="Customer number"
            placeholder="Customer number"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            value={userId}
            onChange={(event) => setUserId(event.target.value)}
            className={app.field}
          />
          <button type="submit" disabled={!userId.trim()} className={app.main_button}>
            Sign in
          </button>
          <button
            type="button"
            onClick={() => phone.app.signIn({ anonymousId: `guest-${crypto.randomUUID().slice(0, 8)}` })}
            className={app.plain_button}
          >
            Continue as a guest
          </button>
        </form>
      </div>
    </>
  )
}
