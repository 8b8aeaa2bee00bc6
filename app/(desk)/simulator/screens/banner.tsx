'use client'

import { useEffect } from 'react'
import { NotificationCard } from './notification-card'
import styles from './phone.module.css'
import { usePhone } from './phone-context'

const shownMs = 6_000

/** Drops in over whatever else is in front, and goes by itself. */
export function Banner({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const shown = state.ios.notifications.find(({ key }) => key === state.ios.banner)
  const moment = shown ? `${shown.key} ${shown.at}` : undefined
  useEffect(() => {
    if (!moment) return
    const timer = setTimeout(phone.dismissBanner, shownMs)
    return () => clearTimeout(timer)
  }, [moment, phone])
  if (!shown) return null
  return (
    <div key={moment} role="status" className={styles.banner}>
      <NotificationCard shown={shown} appName={appName} />
    </div>
  )
}
