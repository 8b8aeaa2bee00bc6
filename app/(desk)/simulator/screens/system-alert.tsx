'use client'

import { useEffect, useRef } from 'react'
import { iosWords } from './ios-words'
import styles from './phone.module.css'
import { usePhone } from './phone-context'

/** The iOS alert. It appears once: after the answer, only Settings can change it. */
export function SystemAlert({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const first = useRef<HTMLButtonElement>(null)
  const words = iosWords(state.knobs.locale)
  useEffect(() => {
    first.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={`${styles.veil} ${styles.center}`}>
      <div
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="ios-alert"
        aria-describedby="ios-alert-body"
        className={styles.alert}
      >
        <div className={styles.alert_text}>
          <p id="ios-alert" className={styles.alert_title}>
            {words.alertTitle(appName)}
          </p>
          <p id="ios-alert-body" className={styles.alert_body}>
            {words.alertBody}
          </p>
        </div>
        <div className={styles.alert_actions}>
          <button ref={first} type="button" onClick={() => phone.answerAlert('denied')}>
            {words.dontAllow}
          </button>
          <button type="button" onClick={() => phone.answerAlert('authorized')}>
            {words.allow}
          </button>
        </div>
      </div>
    </div>
  )
}
