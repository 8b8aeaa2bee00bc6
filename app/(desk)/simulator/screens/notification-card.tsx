'use client'

import type { Shown } from '@/app/(desk)/simulator/phone/ios'
import { AppIcon } from './app-icon'
import styles from './notification-card.module.css'
import { usePhone } from './phone-context'
import { ageOf, usePhoneClock } from './use-phone-clock'

export function NotificationCard({ shown, appName }: { shown: Shown; appName: string }) {
  const { phone, state } = usePhone()
  const now = usePhoneClock()
  return (
    <button type="button" onClick={() => phone.tap(shown)} className={styles.card}>
      <AppIcon size="small" />
      <span className={styles.card_text}>
        <span className={styles.card_head}>
          <span className={styles.card_title}>{shown.title || appName}</span>
          <span className={styles.card_time}>{ageOf(shown.at, now, state.knobs.locale)}</span>
        </span>
        <span className={styles.card_body}>{shown.body}</span>
      </span>
    </button>
  )
}
