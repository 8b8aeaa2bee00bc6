'use client'

import { Check, ChevronLeft } from 'lucide-react'
import type { Permission } from '@/sdk/push-state'
import { AppIcon } from './app-icon'
import { iosWords } from './ios-words'
import styles from './phone.module.css'
import { usePhone } from './phone-context'

const states: { value: Permission; title: string; note: string }[] = [
  { value: 'authorized', title: 'Allowed', note: 'Lock screen, banners, sounds and badge' },
  { value: 'provisional', title: 'Provisional', note: 'Quietly, in Notification Center only' },
  { value: 'ephemeral', title: 'Ephemeral', note: 'Allowed for a limited time, as in App Clips' },
  { value: 'denied', title: 'Not allowed', note: 'No notifications are shown' },
  { value: 'notDetermined', title: 'Not asked yet', note: 'As after installation: iOS will ask again' },
]

/** The Settings app, opened at the company's app, where a customer can change the permission. */
export function SettingsApp({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const { permission } = state.ios
  const words = iosWords(state.knobs.locale)
  const isOn = permission !== 'denied' && permission !== 'notDetermined'
  return (
    <div className={styles.app}>
      <header className={styles.nav}>
        <button type="button" onClick={phone.pressHome} className={styles.nav_back}>
          <ChevronLeft aria-hidden size={24} />
          {words.settings}
        </button>
        <h2 className={styles.nav_title}>{words.notifications}</h2>
      </header>
      <div className={styles.app_scroll}>
        <div className={styles.group}>
          <div className={styles.row}>
            <AppIcon size="tiny" />
            <span id="allow-notifications" className={`${styles.row_text} ${styles.row_title}`}>
              {appName}
            </span>
            <button
              type="button"
              role="switch"
              aria-checked={isOn}
              aria-label={`Allow notifications for ${appName}`}
              onClick={() => phone.setPermission(isOn ? 'denied' : 'authorized')}
              className={styles.switch}
            />
          </div>
        </div>
        <p id="permission-states" className={styles.group_title}>
          All permission states of iOS
        </p>
        <div role="radiogroup" aria-labelledby="permission-states" className={styles.group}>
          {states.map(({ value, title, note }) => (
            // biome-ignore lint/a11y/useSemanticElements: a row of iOS's list, which a native radio button is not
            <button
              key={value}
              type="button"
              role="radio"
              aria-checked={permission === value}
              onClick={() => phone.setPermission(value)}
              className={styles.row}
            >
              <span className={styles.row_text}>
                <span className={styles.row_title}>{title}</span>
                <span className={styles.row_note}>{note}</span>
              </span>
              {permission === value && <Check aria-hidden size={22} strokeWidth={2.5} color="var(--ios-blue)" />}
            </button>
          ))}
        </div>
        <p className={styles.group_note}>
          The app notices the change when it’s next opened and reports it to Pushdesk.
        </p>
      </div>
    </div>
  )
}
