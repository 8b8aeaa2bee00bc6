'use client'

import { useEffect, useRef } from 'react'
import styles from './phone.module.css'
import { usePhone } from './phone-context'

/** Offers to disable push first, because the SDK refuses to change the user while push is enabled. */
export function DisableFirstAlert() {
  const { phone, state } = usePhone()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    first.current?.focus({ preventScroll: true })
  }, [])
  const isSwitch = state.app.leaving?.next !== undefined
  return (
    <div className={`${styles.veil} ${styles.center}`}>
      <div
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="leave-title"
        aria-describedby="leave-body"
        className={styles.alert}
      >
        <div className={styles.alert_text}>
          <p id="leave-title" className={styles.alert_title}>
            {isSwitch ? 'Switch customer?' : 'Sign out?'}
          </p>
          <p id="leave-body" className={styles.alert_body}>
            Notifications are still on. They’re turned off first, so that no one else sees yours on this phone.
          </p>
        </div>
        <div className={styles.alert_actions}>
          <button ref={first} type="button" onClick={phone.app.stay}>
            Cancel
          </button>
          <button type="button" disabled={state.app.isBusy} onClick={() => void phone.app.disableAndBecome()}>
            {state.app.isBusy ? 'One moment…' : isSwitch ? 'Switch' : 'Sign out'}
          </button>
        </div>
      </div>
    </div>
  )
}
