'use client'

import { useState } from 'react'
import type { Stack } from '@/app/(desk)/simulator/phone/ios'
import { iosWords } from './ios-words'
import { NotificationCard } from './notification-card'
import styles from './notification-stack.module.css'
import { usePhone } from './phone-context'

/** One conversation's notifications: the newest on top, the others behind it until expanded. */
export function NotificationStack({ stack, appName }: { stack: Stack; appName: string }) {
  const { phone, state } = usePhone()
  const [isSpread, setIsSpread] = useState(false)
  const words = iosWords(state.knobs.locale)
  const all = [stack.top, ...stack.under]
  if (all.length === 1 || !isSpread)
    return (
      <li data-count={Math.min(all.length, 3)} className={styles.stack}>
        <NotificationCard shown={stack.top} appName={appName} />
        {stack.under.slice(0, 2).map(({ key }) => (
          <span key={key} aria-hidden className={styles.edge} />
        ))}
        {all.length > 1 && (
          <button type="button" onClick={() => setIsSpread(true)} className={`${styles.chip} ${styles.chip_below}`}>
            {words.more(stack.under.length)}
          </button>
        )}
      </li>
    )
  return (
    <>
      <li className={styles.card_actions}>
        <button type="button" onClick={() => setIsSpread(false)} className={styles.chip}>
          {words.less}
        </button>
        <button type="button" onClick={() => phone.clear(all.map(({ key }) => key))} className={styles.chip}>
          {words.clear}
        </button>
      </li>
      {all.map((shown) => (
        <li key={shown.key} className={styles.stack}>
          <NotificationCard shown={shown} appName={appName} />
        </li>
      ))}
    </>
  )
}
