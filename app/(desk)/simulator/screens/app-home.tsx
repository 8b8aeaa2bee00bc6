'use client'

import { ChevronRight, Headset, LogOut, MessageCircle } from 'lucide-react'
import { conversationsOf } from '@/app/(desk)/simulator/phone/chats'
import { userKey } from '@/sdk/user'
import app from './app.module.css'
import { AppNotice } from './app-notice'
import { NotificationsRow } from './notifications-row'
import { usePhone } from './phone-context'
import rows from './rows.module.css'

export function AppHome({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const { user, chats } = state
  if (!user) return null
  const name = 'id' in user ? user.id : 'guest'
  const conversations = conversationsOf(chats, userKey(user)).filter(({ messages }) => messages.length > 0)
  return (
    <>
      <header className={app.hero}>
        <p className={app.hero_small}>{appName}</p>
        <h2 className={app.hero_title}>Hello, {name}</h2>
      </header>
      <div className={app.app_scroll}>
        <AppNotice />
        <div className={rows.group}>
          <button type="button" onClick={() => void phone.app.joinQueue()} className={rows.row}>
            <Headset aria-hidden size={26} color="var(--brand-text)" />
            <span className={rows.row_text}>
              <span className={rows.row_title}>Talk to an agent</span>
              <span className={rows.row_note}>Join the queue (about 2 minutes)</span>
            </span>
            <ChevronRight aria-hidden size={20} className={rows.chevron} />
          </button>
          {conversations.map((conversation) => {
            const last = conversation.messages.at(-1)
            const unread = conversation.messages.filter(({ isRead }) => !isRead).length
            return (
              <button
                key={conversation.id}
                type="button"
                onClick={() => phone.app.openChat(conversation.id)}
                className={rows.row}
              >
                <MessageCircle aria-hidden size={26} color="var(--brand-text)" />
                <span className={rows.row_text}>
                  <span className={rows.row_title}>Conversation{unread > 0 && <strong>, {unread} new</strong>}</span>
                  <span
                    className={rows.row_note}
                    style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
                  >
                    {last?.text}
                  </span>
                </span>
                <ChevronRight aria-hidden size={20} className={rows.chevron} />
              </button>
            )
          })}
        </div>
        <NotificationsRow />
        <div className={rows.group}>
          <button type="button" onClick={phone.app.signOut} className={rows.row}>
            <LogOut aria-hidden size={24} color="var(--ios-red)" />
            <span className={`${rows.row_title} ${rows.red}`}>Sign out</span>
          </button>
        </div>
      </div>
    </>
  )
}
