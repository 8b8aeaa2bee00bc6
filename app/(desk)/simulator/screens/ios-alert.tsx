'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'
import styles from './ios-alert.module.css'
import veil from './veil.module.css'

type Props = {
  title: string
  body: string
  /** The button on the left, which gets the focus. */
  first: { label: string; onPress: () => void }
  /** The button on the right. */
  children: ReactNode
}

/** An alert in the middle of the screen, as iOS shows it. */
export function IosAlert({ title, body, first, children }: Props) {
  const id = useId()
  const firstButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    firstButton.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={`${veil.veil} ${veil.center}`}>
      <div
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={id}
        aria-describedby={`${id}-body`}
        className={styles.alert}
      >
        <div className={styles.alert_text}>
          <p id={id} className={styles.alert_title}>
            {title}
          </p>
          <p id={`${id}-body`} className={styles.alert_body}>
            {body}
          </p>
        </div>
        <div className={styles.alert_actions}>
          <button ref={firstButton} type="button" onClick={first.onPress}>
            {first.label}
          </button>
          {children}
        </div>
      </div>
    </div>
  )
}
