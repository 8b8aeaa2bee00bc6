'use client'

import { X } from 'lucide-react'
import styles from './app-notice.module.css'
import { usePhone } from './phone-context'

/** The app's notice to its customer, announced to screen readers at once. */
export function AppNotice() {
  const { phone, state } = usePhone()
  const { notice } = state.app
  if (!notice) return null
  return (
    <div role="alert" data-tone={notice.tone} className={styles.app_notice}>
      <span>{notice.text}</span>
      <button type="button" aria-label="Close this message" onClick={phone.app.closeNotice}>
        <X aria-hidden size={18} style={{ margin: 'auto' }} />
      </button>
    </div>
  )
}
