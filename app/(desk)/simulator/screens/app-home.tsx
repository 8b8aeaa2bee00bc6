'use client'

import { ChevronRight, Headset, LogOut, MessageCircle } from 'lucide-react'
import { conversationsOf } from '@/app/(desk)/simulator/phone/chats'
import { userKey } from '@/sdk/user'
import { AppNotice } from './app-notice'
import { NotificationsRow } from './notifications-row'
import styles from './phone.module.css'
import { usePhone } from './phone-context'

export function AppHome({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const { user, chats } = state
  if (!user) return null
  const name = 'id' in user ? user.id : 'guest'
  const conversations = conversationsOf(chats, userKey(user)).filter(({ messages }) => messages.length > 0)
  return (
    <>
      <header className={styles.hero}>
        <p className={styles.hero_small}>{appName}</p>
        <h2 className={styles.hero_title}>Hello, {name}</h2>
      </header>
      <div className={styles.app_scroll}>
        <AppNotice />
        <div className={styles.group}>
          <button type="button" onClick={() => void phone.app.joinQueue()} className={styles.row}>
            <Headset aria-hidden size={26} color="var(--brand-text)" />
            <span className={styles.row_text}>
              <span className={styles.row_title}>Talk to an agent</span>
              <span className={styles.row_note}>Join the queue (about 2 minutes)</span>
            </span>
            <ChevronRight aria-hidden size={20} className={styles.chevron} />
          </button>
          {conversations.map((conversation) => {
            const last = conversation.messages.at(-1)
            const unread = conversation.messages.filter(({ isRead }) => !isRead).length
            return (
              <button
                key={conversation.id}
                type="button"
                onClick={() => phone.app.openChat(conversation.id)}
                className={styles.row}
              >
                <MessageCircle aria-hidden size={26} color="var(--brand-text)" />
                <span className={styles.row_text}>
                  <span className={styles.row_title}>Conversation{unread > 0 && <strong>, {unread} new</strong>}</span>
                  <span
                    className={styles.row_note}
                    style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
                  >
                    {last?.text}
                  </span>
                </span>
                <ChevronRight aria-hidden size={20} className={styles.chevron} />
              </button>
            )
          })}
        </div>
        <NotificationsRow />
        <div className={styles.group}>
          <button type="button" onClick={phone.app.signOut} className={styles.row}>
            <LogOut aria-hidden size={24} color="var(--ios-red)" />
            <span className={`${styles.row_title} ${styles.red}`}>Sign out</span>
          </button>
        </div>
      </div>
    </>
  )
}
