'use client'

import { Headset } from 'lucide-react'
import type { NotAskedBecause } from '@/sdk/prompt'
import app from './app.module.css'
import { usePhone } from './phone-context'
import styles from './queue-screen.module.css'

const why: Record<NotAskedBecause, string> = {
  no_user: 'Not asked: no one is signed in.',
  answered: 'You can also turn on notifications in the app’s settings.',
  already_decided: 'Not asked: you already allowed or denied notifications.',
  turned_off: 'Not asked: the prompt is off for you.',
  asked_recently: 'Not asked: you were asked recently.',
  asked_enough: 'Not asked: you were already asked.',
  unreachable: 'Not asked: the app couldn’t get the prompt from Pushdesk.',
}

export function QueueScreen() {
  const { phone, state } = usePhone()
  const { notAsked } = state.app
  return (
    <>
      <div className={styles.queue}>
        <div aria-hidden className={styles.rings}>
          <span className={styles.rings_middle}>
            <Headset size={42} strokeWidth={1.6} />
          </span>
        </div>
        <h2 className={styles.queue_title}>You’re number 2 in line</h2>
        <p className={styles.queue_note}>
          An agent will write to you in about 2 minutes. You can leave the app in the meantime.
        </p>
        {notAsked && (
          <p role="status" className={styles.why}>
            {why[notAsked]}
          </p>
        )}
      </div>
      <div style={{ padding: '0 24px 48px' }}>
        <button type="button" onClick={phone.app.leaveQueue} className={app.plain_button}>
          Leave the queue
        </button>
      </div>
    </>
  )
}
