'use client'

import { Camera, Flashlight } from 'lucide-react'
import { stacksOf } from '@/app/(desk)/simulator/phone/ios'
import { iosWords } from './ios-words'
import styles from './lock-screen.module.css'
import { NotificationStack } from './notification-stack'
import { usePhone } from './phone-context'
import { clockOf, dateOf, usePhoneClock } from './use-phone-clock'
import { Wallpaper } from './wallpaper'

export function LockScreen({ appName }: { appName: string }) {
  const { state } = usePhone()
  const now = usePhoneClock()
  const { locale } = state.knobs
  const loud = stacksOf(state.ios.notifications.filter(({ isQuiet }) => !isQuiet))
  const quiet = stacksOf(state.ios.notifications.filter(({ isQuiet }) => isQuiet))
  const words = iosWords(locale)
  return (
    <div className={styles.lock}>
      <Wallpaper />
      <p className={styles.date}>{dateOf(now, locale)}</p>
      <p className={styles.clock}>{clockOf(now, locale)}</p>
      <div className={styles.notices}>
        <ul aria-label={words.notifications} aria-live="polite" className={styles.notice_list}>
          {loud.map((stack) => (
            <NotificationStack key={stack.top.key} stack={stack} appName={appName} />
          ))}
          {quiet.length > 0 && <li className={styles.quiet_title}>{words.notificationCenter}</li>}
          {quiet.map((stack) => (
            <NotificationStack key={stack.top.key} stack={stack} appName={appName} />
          ))}
        </ul>
      </div>
      <div aria-hidden className={styles.lock_foot}>
        <span className={styles.round}>
          <Flashlight size={22} />
        </span>
        <span className={styles.hint}>{words.swipeUp}</span>
        <span className={styles.round}>
          <Camera size={22} />
        </span>
      </div>
    </div>
  )
}
