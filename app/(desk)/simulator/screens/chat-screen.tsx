'use client'

import { ArrowUp, ChevronLeft } from 'lucide-react'
import { type FormEvent, Fragment, useEffect, useRef, useState } from 'react'
import { messagesShown } from '@/app/(desk)/simulator/phone/company-app'
import app from './app.module.css'
import { AppNotice } from './app-notice'
import styles from './chat-screen.module.css'
import { usePhone } from './phone-context'
import { clockOf } from './use-phone-clock'

const pauseMs = 15 * 60_000

export function ChatScreen({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const [text, setText] = useState('')
  const messages = messagesShown(state)
  const end = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls for each new message
  useEffect(() => {
    end.current?.scrollTo({ top: end.current.scrollHeight })
  }, [messages.length])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim()) return
    phone.app.write(text.trim())
    setText('')
  }
  return (
    <>
      <header className={app.nav}>
        <button type="button" aria-label="Back to the start" onClick={phone.app.closeChat} className={app.nav_back}>
          <ChevronLeft aria-hidden size={24} />
          Back
        </button>
        <h2 className={app.nav_title}>{appName}</h2>
      </header>
      <div style={{ padding: '0 14px' }}>
        <AppNotice />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={end} role="log" aria-label="Conversation" tabIndex={0} className={styles.messages}>
        {messages.length === 0 && <p className={styles.empty}>An agent will be with you in a moment.</p>}
        {messages.map((message, index) => (
          <Fragment key={message.id}>
            {message.at - (messages[index - 1]?.at ?? 0) > pauseMs && (
              <p className={styles.bubble_time}>{clockOf(new Date(message.at), state.knobs.locale)}</p>
            )}
            <p data-from={message.from} className={styles.bubble}>
              {message.text}
            </p>
          </Fragment>
        ))}
      </div>
      <form onSubmit={send} className={styles.composer}>
        <input
          aria-label="Message"
          placeholder="Message"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" aria-label="Send message" disabled={!text.trim()} className={styles.send}>
          <ArrowUp aria-hidden size={22} strokeWidth={2.5} />
        </button>
      </form>
    </>
  )
}
